"""Assets and files of the content, under names that hold a digest of their content: browsers may keep them for ever.

Only user of lightningcss.
"""

import functools
import hashlib
import posixpath
import re
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from urllib.parse import quote

import lightningcss

from explainery import walk
from explainery.loading import loading
from explainery.model import SHIPPED_VALUES, VALUES, Link, Output, Site, Words
from explainery.outputs.settled import put, settled
from explainery.pictures import PICTURES, size_of
from explainery.pictures.colours import light_colours
from explainery.pictures.scaling import Photograph
from explainery.problems import Place, Problem, Problems
from explainery.urls import escaped
from explainery.utf8 import text_of

_IMPORT = re.compile(r"""@import\s+url\(\s*["']?([^"')]+)["']?\s*\)\s*layer\((\w+)\)\s*;""")
_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SILENT = re.compile(_COMMENT.pattern + r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""", re.DOTALL)
# lightningcss crashes at thousands of braces, and each `calc(` inside another doubles its time.
_DEEPEST = {"{": 32, "(": 12}
_BLOCK = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"  # with blocks in its blocks
_MODE = re.compile(rf"@media[^{{}};]*\b(?:prefers-contrast|forced-colors|print)\b[^{{}};]*{_BLOCK}")
_SHEET = "css/site.css"
_OF_TEXTS = "css/texts/"  # a file for each class of what may stand in a text
_FONTS = "fonts/"
_NAMING = (".css", ".js", ".mjs", ".json", ".html", ".svg")  # in which values of styles may be named
CARD_FONTS = "fonts/cards/"
"""The folder of the fonts for share cards, which are not published."""

_WIDEST = 1_000_000  # pixels of a picture whose size is worth saying
_INLINED = ("css/", "js/404.js", "search/", CARD_FONTS)


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files to publish, the address of each by the path that templates and texts use, and sizes of pictures.

    `inline` holds the icons as addresses that carry their content, which saves a request for each page. `styles` holds
    the key in `addresses` of the sheet for a page's kind and components, by the path of the page. `values` are those
    of the style sheets that never change, by their names.
    """

    outputs: tuple[Output, ...]
    addresses: Mapping[str, str]
    sizes: Mapping[str, tuple[int, int]]
    inline: Mapping[str, str]
    styles: Mapping[str, str]
    values: Mapping[str, str]


class Minifier:
    """Leaves out of style sheets what is superfluous, and keeps what came of each for other builds."""

    def __init__(self, kept: MutableMapping[bytes, str]) -> None:
        """Take what earlier builds kept, by the digests of the sheets."""
        self._kept, self._used = kept, set[bytes]()

    def minified(self, path: str, sheet: str) -> str:
        """Return a sheet without what is superfluous. Raises Problems where it cannot be read; `path` is its place."""
        key = hashlib.sha256(sheet.encode("utf-8", "surrogatepass")).digest()
        self._used.add(key)
        if key not in self._kept:
            self._kept[key] = _minified(path, sheet)
        return self._kept[key]

    def forget_others(self) -> None:
        """Keep the sheets that were asked for, and no others."""
        for key in self._kept.keys() - self._used:
            del self._kept[key]


def bundle_assets(
    site: Site,
    assets: Mapping[str, bytes],
    templates: Mapping[str, str],
    photographs: Mapping[str, Photograph],
    minifier: Minifier,
) -> Bundle:
    """Return the assets and the files that texts refer to. Raises Problems where a style sheet is wrong.

    Of `photographs` other files are published, and the photograph itself only where a text links to it.
    """
    found: dict[str, Output] = {}
    idle = set(_idle_fonts(site, assets))
    for path, content in assets.items():
        if not path.startswith(_INLINED) and path not in idle:
            plain = path.endswith(".txt")
            found[f"assets/{path}"] = Output(f"assets/{path}" if plain else named(f"assets/{path}", content), content)
    addresses = {path: output.path for path, output in found.items()}
    said = _said(site.parsed.words)
    values = _settled(templates, assets, said, minifier)
    if _SHEET in assets:
        sheet = style_sheet(_SHEET, assets, addresses, values, minifier) + said.encode()
        found[f"assets/{_SHEET}"] = Output(named("assets/site.css", sheet), sheet)
    styles, sheets = _page_sheets(site, templates, assets, values, minifier)
    found |= sheets
    shown, linked = _files_of_texts(site)
    for path in sorted((shown - photographs.keys()) | linked):
        found[f"content/{path}"] = Output(named(path, site.parsed.files[path]), site.parsed.files[path])
    addresses = {path: output.path for path, output in found.items()}
    icons = {path: content for path, content in assets.items() if path.startswith("icons/") and path.endswith(".svg")}
    inline = {f"assets/{path}": f"data:image/svg+xml,{quote(content)}" for path, content in icons.items()}
    outputs = {output.path: output for output in found.values()}  # kinds that inherit their styles share one sheet
    return Bundle(tuple(outputs.values()), addresses, dict(_sizes(site, shown)), inline, styles, values)


def _idle_fonts(site: Site, assets: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the fonts that no style sheet and no setting asks for, and without any other what is said of them."""
    used = set(site.settings["preload-fonts"] or ())
    for path, content in assets.items():
        if path.endswith(".css"):
            for target in _URL.findall(content.decode("utf-8", "replace")):
                used.add(posixpath.normpath(posixpath.join(posixpath.dirname(path), target)))
    fonts = [path for path in assets if path.startswith(_FONTS) and not path.startswith(CARD_FONTS)]
    kept = {path for path in fonts if path in used}
    yield from (path for path in fonts if path not in kept and not (kept and path.endswith(".txt")))


def named(path: str, content: bytes) -> str:
    """Return `path` with eight digits of its content's SHA-256 before the ending."""
    stem, ending = posixpath.splitext(path)
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:8]}{ending}"


def style_sheet(
    path: str,
    assets: Mapping[str, bytes],
    addresses: Mapping[str, str],
    values: Mapping[str, str],
    minifier: Minifier,
) -> bytes:
    """Return a style sheet with its imports in it, and nothing superfluous.

    Every `@import url(…) layer(…)` becomes that layer; addresses lead from `assets/` to the hashed files. `values`
    stand in place of their names.
    """
    problems: list[Problem] = []

    def inlined(found: re.Match[str]) -> str:
        inner = posixpath.normpath(posixpath.join(posixpath.dirname(path), found[1]))
        if inner not in assets:
            says = f"The style sheet imports `{found[1]}`, and there is no such file."
            problems.append(Problem("BAD STYLE SHEET", Place(f"assets/{path}"), says, "Correct its name."))
            return ""
        text = text_of(assets[inner], f"assets/{inner}")
        if inner == VALUES and SHIPPED_VALUES in assets:
            text = _values(text_of(assets[SHIPPED_VALUES], f"assets/{inner}"), text)
        problems.extend(_too_deep(f"assets/{inner}", text))
        return f"@layer {found[2]} {{\n{_addressed(inner, text, addresses, problems)}\n}}"

    text = text_of(assets[path], f"assets/{path}")
    problems.extend(_too_deep(f"assets/{path}", text))
    sheet = _IMPORT.sub(inlined, text)
    if problems:
        raise Problems(problems)
    return put(minifier.minified(f"assets/{path}", sheet), values).encode()


def _said(words: Words) -> str:
    """Return the values of the style sheet that are words: what the marks of facts say to whoever hears the page."""
    said = {
        "disputed": words.gettext("(sources differ)"),
        "announced": words.gettext("(announced only)"),
    }
    values = ";".join(f"--says-{name}:{_in_css(text)}" for name, text in said.items())
    return f":root{{{values}}}\n"


def _in_css(text: str) -> str:
    """Return a text as a string of CSS (w3.org/TR/css-syntax-3), with a space behind it."""
    escaped_text = re.sub(r'["\\\n<]', lambda found: f"\\{ord(found[0]):x} ", text)
    return f'"{escaped_text} "'


def _settled(
    templates: Mapping[str, str], assets: Mapping[str, bytes], said: str, minifier: Minifier
) -> Mapping[str, str]:
    """Return the values that never change; `said` is what the generator adds to the sheets."""
    files = {path: held.decode("utf-8", "replace") for path, held in assets.items() if path.endswith(_NAMING)}
    texts = {path: text for path, text in {**files, **templates}.items() if path not in (SHIPPED_VALUES, VALUES)}
    sheets = {path: text for path, text in texts.items() if path.endswith(".css")}
    plain, modes = _parted(files.get(SHIPPED_VALUES, ""), files.get(VALUES, ""))
    others = tuple(text for path, text in texts.items() if path not in sheets)
    values = minifier.minified(f"assets/{VALUES}", "\n".join(plain))
    return settled(values, (*modes, *sheets.values(), said), others)


def _values(shipped: str, own: str) -> str:
    """Return the values that ship, those of an explainer, then what both say of high contrast and print.

    A colour of one's own is none of these: it must not undo what readers ask their browser for.
    """
    plain, modes = _parted(shipped, own)
    return "\n".join((*plain, *modes))


def _parted(*sheets: str) -> tuple[list[str], list[str]]:
    """Return sheets without comments and without what they say of other modes, and this."""
    plain = [_COMMENT.sub("", sheet) for sheet in sheets]
    modes = [mode for sheet in plain for mode in _modes(sheet)]
    for number, sheet in enumerate(plain):
        plain[number] = functools.reduce(lambda rest, mode: rest.replace(mode, "", 1), _modes(sheet), sheet)
    return plain, modes


def _modes(sheet: str) -> list[str]:
    """Return the blocks of a sheet that say what is otherwise in high contrast, in forced colours and in print."""
    found = ((one.start(), one[0]) for one in _MODE.finditer(sheet))
    return [text for start, text in found if sheet.count("{", 0, start) == sheet.count("}", 0, start)]


def colours_of_light(assets: Mapping[str, bytes], kept: MutableMapping[bytes, dict[str, str]]) -> Mapping[str, str]:
    """Return the colours of light pages by the names of their values, for drawings that no style sheet reaches.

    `kept` holds what earlier builds found, which saves them the parser.
    """
    sheets = [assets.get(path, b"") for path in (SHIPPED_VALUES, VALUES)]
    key = hashlib.sha256(b"\0".join(sheets)).digest()
    if key not in kept:
        kept.clear()
        kept[key] = light_colours([sheet.decode("utf-8", "replace") for sheet in sheets])
    return kept[key]


def _page_sheets(
    site: Site,
    templates: Mapping[str, str],
    assets: Mapping[str, bytes],
    values: Mapping[str, str],
    minifier: Minifier,
) -> tuple[dict[str, str], dict[str, Output]]:
    """Return the path of the sheet for what each page has beside words, and the sheets, shared by pages alike.

    Its kind has styles, its components have, and so has what stands in its texts (by its class, `code` or `task`).
    A reader who comes for one page waits for the styles of that page alone.
    """
    there = {f"templates/{path}": text for path, text in templates.items() if path.endswith("/style.css")}
    of_texts = {f"assets/{path}": held for path, held in assets.items() if path.startswith(_OF_TEXTS)}
    there |= {path: text_of(held, path) for path, held in of_texts.items()}
    records = [one for kind in site.records.values() for one in kind.values()]
    in_records = walk.styled(
        (body for one in records for body in one.texts), (file for one in records for file in one.files)
    )
    styles: dict[str, str] = {}
    sheets: dict[str, Output] = {}
    for page in site.pages:
        used = {block.name for block in page.document.blocks}
        if any(site.parsed.components[name].figure for name in used):
            used.add("figure")
        classes = in_records | page.document.styled
        if any("pictures" in site.parsed.components[name].needs for name in used):
            classes |= {"picture"}
        wanted = [f"templates/kinds/{page.document.kind}/style.css"]
        wanted += [f"templates/components/{name}/style.css" for name in sorted(used)]
        wanted += [f"assets/{_OF_TEXTS}{name}.css" for name in sorted(classes)]
        parts = [path for path in wanted if path in there]
        if parts:
            path = styles[page.path] = " ".join(parts)
            if path not in sheets:
                if problems := [problem for part in parts for problem in _too_deep(part, there[part])]:
                    raise Problems(problems)
                sheet = "\n".join(f"@layer components {{\n{there[part]}\n}}" for part in parts)
                content = put(minifier.minified(parts[0], sheet), values).encode()
                sheets[path] = Output(named("assets/page.css", content), content)
    return styles, sheets


def _minified(path: str, sheet: str) -> str:
    try:
        with loading():  # a sheet may keep lightningcss for ever, and what is not Python hears no Ctrl-C
            return str(lightningcss.process_stylesheet(sheet, minify=True))
    except ValueError as error:
        says = f"The styles cannot be read: {error}."
        hint = "The place is counted in the styles put together; look for the last thing that you changed."
        raise Problems([Problem("BAD STYLE SHEET", Place(path), says, hint)]) from None


def _too_deep(path: str, sheet: str) -> Iterator[Problem]:
    """Yield a problem for each kind of bracket of which too many are open at once, comments and strings aside."""
    signs = _SILENT.sub("", sheet)
    for opening, closing in ("{}", "()"):
        deepest = depth = 0
        for sign in re.findall(f"[{opening}{closing}]", signs):
            depth = depth + 1 if sign == opening else max(0, depth - 1)
            deepest = max(deepest, depth)
        if deepest > _DEEPEST[opening]:
            says = f"These styles have {deepest} `{opening}` open at once; {_DEEPEST[opening]} are allowed."
            hint = "Look for one that is never closed, or divide what is in it."
            yield Problem("BAD STYLE SHEET", Place(path), says, hint)


def _addressed(path: str, sheet: str, addresses: Mapping[str, str], problems: list[Problem]) -> str:
    def address(found: re.Match[str]) -> str:
        if found[1].startswith(("data:", "#")):
            return found[0]
        target = "assets/" + posixpath.normpath(posixpath.join(posixpath.dirname(path), found[1]))
        if target not in addresses:
            says = f"The style sheet refers to `{found[1]}`, and there is no such file."
            problems.append(Problem("BAD STYLE SHEET", Place(f"assets/{path}"), says, "Correct its name."))
            return found[0]
        return f"url({escaped(posixpath.relpath(addresses[target], 'assets'))})"

    return _URL.sub(address, sheet)


def _files_of_texts(site: Site) -> tuple[set[str], set[str]]:
    """Return the files in `content/` that the site shows as pictures, and those that a text links to."""
    linked = set()
    for body in site.texts:
        for mark in body.marks:
            if isinstance(mark, Link) and mark.scheme == "page" and mark.target in site.parsed.files:
                linked.add(mark.target)
    return {picture.path for picture in walk.shown(site)}, linked


def _sizes(site: Site, shown: set[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    for path in sorted(filter(_is_picture, shown)):
        width, height = size_of(site.parsed.files[path])
        if 0 < width < _WIDEST and 0 < height < _WIDEST:
            yield path, (max(1, round(width)), max(1, round(height)))


def _is_picture(path: str) -> bool:
    return path.lower().endswith(PICTURES)
