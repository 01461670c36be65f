"""Photographs: published small, upright, in the colours of screens, and without what the camera noted."""

import io
import random
import re
import subprocess
import sys

import pytest
from explainers import SMALL, build, files_of, put
from photographs import packed, photograph, picture
from PIL import Image, ImageChops, ImageCms, ImageOps, PngImagePlugin

from explainery.pictures import size_of, wrong_with
from explainery.pictures.scaling import WIDTHS, is_photograph, made, planned


def shown(tmp_path, content, text="![A hill](hill.jpg)\n", name="hill.jpg"):
    """Return an explainer whose front page shows a photograph."""
    root = put(tmp_path, SMALL | {"content/index.md": SMALL["content/index.md"] + "\n" + text})
    (root / "content" / name).write_bytes(content)
    return root


def opened(content):
    return Image.open(io.BytesIO(content))


def test_a_photograph_goes_out_light_upright_and_without_its_place(tmp_path):
    root = shown(tmp_path, photograph(1600, 1000, turned=6))
    assert (root / "content/hill.jpg").read_bytes().count(b"Camera of Anna") == 1
    assert build(root).exit_code == 0
    site = files_of(root / "site")
    made = {path: content for path, content in site.items() if path.startswith("hill.")}
    assert sorted((one[13:], opened(content).size) for one, content in made.items()) == [
        (f"-{width}.{ending}", (width, round(width * 1.6)))
        for width, ending in sorted(((w, e) for w in (1000, 400, 760) for e in ("jpg", "webp")), key=str)
    ]
    for content in made.values():
        assert not opened(content).getexif()
        assert not {"exif", "icc_profile", "xmp", "comment"} & opened(content).info.keys()
    page = site["index.html"].decode()
    assert 'width="1000" height="1600"' in page
    assert re.search(r'<source type="image/webp" srcset="hill\.[0-9a-f]{8}-400\.webp 400w, [^"]* 1000w" sizes=', page)
    for path in re.findall(r"hill\.[\w.-]+", page):
        assert path in site


def test_a_name_with_commas_divides_no_set(tmp_path):
    root = shown(tmp_path, photograph(60, 40), "![A hill](<,hi,ll,.jpg>)\n", ",hi,ll,.jpg")
    assert build(root).exit_code == 0
    sets = re.findall(r'srcset="([^"]*)"', (root / "site/index.html").read_text("utf-8"))
    assert sets
    for one in sets:
        address, width = one.split()
        assert (address[:3], "," in one, width) == ("%2C", False, "60w")
        assert (root / "site" / address.replace("%2C", ",")).is_file()


def test_what_was_made_once_is_not_made_again(tmp_path, monkeypatch):
    root = shown(tmp_path, photograph(900, 600))
    assert build(root).exit_code == 0
    before = files_of(root / "site")
    monkeypatch.setattr("explainery.outputs.photographs.made", lambda *_: pytest.fail("made again"))
    put(root, {"content/film.md": SMALL["content/film.md"] + "\nMore.\n"})
    assert build(root).exit_code == 0
    (root / "site/index.html").unlink()
    for path in (root / "site").glob("hill.*"):
        path.unlink()
    assert build(root).exit_code == 0  # from what builds keep
    after = files_of(root / "site")
    assert {path: after[path] for path in before if path.startswith("hill.")} == {
        path: content for path, content in before.items() if path.startswith("hill.")
    }


def test_a_photograph_that_is_linked_is_published_as_it_is(tmp_path):
    root = shown(tmp_path, photograph(500, 400), "![A hill](hill.jpg) [The whole picture](hill.jpg)\n")
    result = build(root)
    assert result.exit_code == 1
    assert "PICTURE SAYS WHERE" in result.stderr


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "LA", "RGBA", "CMYK", "1", "I;16"])
def test_pixels_of_every_form_come_out_as_screens_have_them(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    image = Image.new("I;16", (60, 40), 40_000) if mode == "I;16" else picture(60, 40).convert(mode)
    if mode in ("LA", "RGBA"):
        image.putalpha(picture(60, 40, 2).convert("L"))
    content = packed(image, kind)
    plan = planned("a.png", content, avif=True)
    assert [one.kind for one in plan.renditions] == ["AVIF", "WebP", kind]
    for one, file in zip(plan.renditions, made(plan, content), strict=True):
        found = opened(file)
        assert (found.format.casefold(), found.size) == (one.kind.casefold(), (60, 40))
        assert found.mode == ("RGBA" if mode in ("LA", "RGBA") and one.kind != "JPEG" else "RGB")
        if mode == "I;16":
            assert abs(found.getpixel((30, 20))[0] - 40_000 // 256) < 4


def colour_of(content):
    """Return the colour of a picture of one colour, after all that is made of it turned out the same."""
    plan = planned("a.jpg", content, avif=False)
    found = {opened(one).convert("RGB").getpixel((9, 9)) for one in made(plan, content)}
    assert all(abs(a - b) < 8 for one in found for a, b in zip(one, next(iter(found)), strict=True))
    return next(iter(found))


def test_colours_are_those_of_screens():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"XXXX").replace(b"bXYZ", b"rXYZ").replace(b"XXXX", b"bXYZ")
    reds = [
        colour_of(packed(Image.new("RGB", (30, 20), (200, 40, 40)), "JPEG", quality=95, icc_profile=one))
        for one in (b"", profile, swapped, b"no profile")
    ]
    assert [red.index(max(red)) for red in reds] == [0, 0, 2, 0]


def test_the_side_that_was_up_is_up():
    image = Image.new("RGB", (400, 200), "red")
    image.paste("blue", (200, 0, 400, 200))
    for turned, above in ((1, "red"), (3, "blue"), (6, "red"), (8, "blue")):
        notes = Image.Exif()
        notes[0x0112] = turned
        content = packed(image, "JPEG", quality=95, exif=notes.tobytes())
        plan = planned("a.jpg", content, avif=False)
        first = opened(made(plan, content)[0]).convert("RGB")
        red, _, blue = first.getpixel((20, 20))  # in the corner above, where the left of the file comes to lie
        assert (first.width > first.height, "red" if red > blue else "blue") == (turned in (1, 3), above)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("turned", range(1, 9))
def test_a_turned_picture_of_every_kind_keeps_its_shape(kind, turned):
    notes = Image.Exif()
    notes[0x0112] = turned
    content = packed(picture(600, 400), kind, exif=notes.tobytes())
    plan = planned("a.jpg", content, avif=False)
    assert (plan.width, plan.height) == ((600, 400) if turned < 5 else (400, 600))
    assert size_of(content) == (plan.width, plan.height)
    as_seen = ImageOps.exif_transpose(opened(content)).convert("RGB").resize((40, 40))
    for file in made(plan, content):
        found = opened(file).convert("RGB").resize((40, 40))
        assert max(high for _low, high in ImageChops.difference(as_seen, found).getextrema()) < 60


def test_a_picture_that_texts_say_is_turned_keeps_its_shape():
    for kind, more in (
        ("PNG", {"pnginfo": noted("XML:com.adobe.xmp", '<x tiff:Orientation="6"/>')}),
        ("WEBP", {"xmp": b'<x tiff:Orientation="6"/>'}),
        ("JPEG", {"xmp": b'<x tiff:Orientation="6"/>'}),
    ):
        content = packed(picture(60, 40), kind, **more)
        plan = planned("a.png", content, avif=False)
        assert (plan.width, plan.height) == (40, 60)
        assert {opened(file).size for file in made(plan, content)} == {(40, 60)}


def noted(name, text):
    notes = PngImagePlugin.PngInfo()
    notes.add_itxt(name, text, zip=True)
    return notes


def test_what_is_higher_than_webp_goes_is_published_as_its_own_kind():
    for kind, kinds in (("JPEG", ["JPEG"]), ("PNG", ["PNG"]), ("AVIF", ["AVIF"])):
        content = packed(Image.new("RGB", (500, 20_000), "red"), kind)
        plan = planned("a.png", content, avif=False)
        sizes = [(one.kind, *opened(file).size) for one, file in zip(plan.renditions, made(plan, content), strict=True)]
        assert [one for one in sizes if one[1] == 500] == [(one, 500, 20_000) for one in kinds]
        assert ("WebP", 400, 16_000) in sizes
        assert plan.largest.width == 500


def test_a_picture_of_many_scans_is_told(tmp_path):
    content = packed(picture(300, 200), "JPEG", progressive=True)
    assert wrong_with("a.jpg", content, made_anew=True) == ()
    last = content.rindex(b"\xff\xda")
    slow = content[:last] + content[last:-2] * 60 + content[-2:]
    (problem,) = wrong_with("a.jpg", slow, made_anew=True)
    assert (problem.title, "scans" in problem.says) == ("PICTURE TOO SLOW", True)
    result = build(shown(tmp_path, slow))
    assert (result.exit_code, "PICTURE TOO SLOW" in result.stderr) == (1, True)


def test_names_come_from_the_photograph_and_how_it_is_made():
    content, other = (packed(Image.new("RGB", (2_000, 1_500), colour), "JPEG") for colour in ("red", "blue"))
    plan = planned("a/b.jpg", content, avif=False)
    assert plan == planned("a/b.jpg", content, avif=False)
    assert [one.width for one in plan.sets[0]] == list(WIDTHS)
    others = (planned("a/b.jpg", other, avif=False), planned("a/b.jpg", content, avif=True))
    assert not {one.address for one in plan.renditions} & {one.address for each in others for one in each.renditions}


def test_pictures_that_move_stay_as_they_are():
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    for kind in ("PNG", "WEBP", "AVIF", "GIF"):
        assert not is_photograph(packed(frames[0], kind, save_all=True, append_images=frames[1:]))
        if kind != "GIF":  # whose profile stands before what says that it moves
            much = {"save_all": True, "append_images": frames[1:], "icc_profile": random.Random(1).randbytes(3_000)}  # noqa: S311
            assert not is_photograph(packed(frames[0], kind, **much))
        assert is_photograph(packed(frames[0], kind)) == (kind != "GIF")


def test_words_in_a_picture_do_not_make_it_move():
    for kind, more in (
        ("PNG", {"pnginfo": noted("Comment", "acTL")}),
        ("PNG", {"icc_profile": b"acTL" * 9}),
        ("WEBP", {"icc_profile": b"ANIM ANMF " * 9}),
        ("AVIF", {"icc_profile": b"ftypavis" * 9}),
    ):
        assert is_photograph(packed(picture(60, 40), kind, **more))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_photograph_with_damaged_pixels_is_told(tmp_path, kind):
    content = bytearray(packed(picture(300, 200), kind))
    middle = len(content) // 2
    content[middle : middle + 400] = bytes(400)
    name = f"hill.{kind.lower()}"
    whole = bytes(content)
    plan = planned(name, whole, avif=False)
    try:
        made(plan, whole)
    except ValueError:
        root = shown(tmp_path, whole, f"![A hill]({name})\n", name)
        result = build(root)
        assert (result.exit_code, "BROKEN PICTURE" in result.stderr) == (1, True)
    else:
        assert kind != "PNG"  # whose pixels have sums; others show some grey


def test_what_is_too_large_is_told():
    content = photograph(60, 40)
    assert wrong_with("a.jpg", content, made_anew=True) == ()
    (problem,) = wrong_with("a.jpg", content + bytes(20_000_001), made_anew=True)
    assert (problem.title, "bytes; at most 20,000,000" in problem.says) == ("PICTURE TOO LARGE", True)
    wide = packed(Image.new("1", (20_000, 6_000)), "PNG")
    (problem,) = wrong_with("a.png", wide, made_anew=True)
    assert "20,000 pixels wide and 6,000 high" in problem.says


def test_nothing_is_loaded_for_an_explainer_without_photographs(tmp_path):
    root = put(tmp_path, SMALL)
    code = (
        "import sys; from explainery.cli import commands\n"
        f"try: commands(['build', '--root', {str(root)!r}])\n"
        "finally: print([name for name in ('PIL', 'webvtt') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"
