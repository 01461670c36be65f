"""Photographs for tests, made by a script: soft colours with coarse and fine noise, as much to pack as a real one."""

import io
import random

from PIL import Image, ImageChops, ImageFilter

LATITUDE = (47.0, 58.0, 12.0)


def picture(width, height, seed=1):
    """Return a picture that looks like none, and packs as badly as one."""
    chance = random.Random(seed)  # noqa: S311 - of a picture
    soft = Image.new("RGB", (8, 6))
    soft.putdata([tuple(chance.randrange(40, 216) for _ in range(3)) for _ in range(48)])
    coarse = Image.effect_noise((width // 3 or 1, height // 3 or 1), 50).resize((width, height))
    fine = Image.effect_noise((width, height), 20).filter(ImageFilter.GaussianBlur(0.8))
    noise = Image.blend(coarse, fine, 0.6)
    return ImageChops.overlay(soft.resize((width, height)), Image.merge("RGB", [noise] * 3))


def photograph(width, height, seed=1, *, turned=1, kind="JPEG"):
    """Return a file as cameras write it: with who took it, when and where, and which side is up (`turned`, of Exif)."""
    notes = Image.Exif()
    notes[0x0112], notes[0x010F], notes[0x0132] = turned, "Camera of Anna", "2021:10:05 08:55:02"
    place = notes.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", LATITUDE, "E", LATITUDE
    return packed(picture(width, height, seed), kind, exif=notes.tobytes(), quality=90)


def packed(image, kind, **more):
    """Return a picture as a file."""
    content = io.BytesIO()
    image.save(content, kind, **more)
    return content.getvalue()
