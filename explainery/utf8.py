"""The bytes of a file into text."""

from explainery.problems import Place, Problem, Problems


def text_of(content: bytes, path: str) -> str:
    """Return the text of a file: UTF-8, a byte-order mark and CRLF line ends allowed. Raises Problems."""
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise Problems([_not_utf_8(error, path)]) from None


def _not_utf_8(error: UnicodeDecodeError, path: str) -> Problem:
    content, offset = error.object, error.start  # which begin behind a byte-order mark
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem("NOT UTF-8", Place(path), "This file is UTF-16.", "Save it again with the encoding UTF-8.")
    before = content[:offset].decode().replace("\r\n", "\n").replace("\r", "\n")
    place = Place(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
    says = f"The byte 0x{content[offset]:02X} here is not UTF-8 text."
    hint = "Save the file again with the encoding UTF-8; your editor offers it under “Save as” or “Encoding”."
    if path.endswith(".csv"):
        hint = "Save the file again with the encoding UTF-8: in Excel it is the file type “CSV UTF-8” under “Save as”."
    return Problem("NOT UTF-8", place, says, hint)
