"""Drawings (SVG): parsed, and every element, attribute, style and address in them held against what is allowed.

Whatever no list names is refused, so that nothing depends on what browsers make of it. A drawing is published as it is;
nothing is taken out of it unseen.
"""

import re
from xml.parsers import expat

from explainery.pictures import allowed
from explainery.pictures.copies import MOST, ONCE, Copies, Drawn
from explainery.pictures.embedded import carries, fault_in, is_inside, is_place
from explainery.pictures.faults import in_plain_words
from explainery.pictures.locations import says_where
from explainery.pictures.names import BETWEEN, copied_by, parted, shown
from explainery.pictures.places import Piece, Places
from explainery.pictures.rasters import missing_in
from explainery.pictures.styles import Refusal, drawn_by, refused_in, ruled_by, weight
from explainery.problems import Place, Problem

_LARGEST = 5_000_000
_DEEPEST = 100  # elements one inside another
_RUNS_ON = re.compile(r">.*<[A-Za-z!?]", re.DOTALL)
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MOST_STYLES = 1_000_000  # characters of styles; reading these takes some seconds at worst
_MOST_SAID = 50  # of one drawing: whoever reads these saves it anew
_UTF_8 = "Save it with the encoding UTF-8."
_PLAIN = "Delete it, or save the drawing as plain SVG (in Inkscape: Save As, Plain SVG)."
_ANEW = "Export the drawing without it; in Illustrator with Export As, not with Save As."
_PICTURES = "Embed that picture in the drawing as PNG, JPEG, GIF or WebP (in Inkscape: Extensions, Images, Embed)."
_INSTEAD = {
    "script": "Delete it, with all that is in it.",
    "foreignObject": "Export the drawing with its words as SVG text: in draw.io, take “Formatted Text” from them; in"
    " Mermaid, set `htmlLabels: false`.",
}
_KNOWN = allowed.STYLED | allowed.SHAPED | allowed.MOVING | allowed.NOTED
_CHANGING = ("by", "from", "to", "values")
_READ_AS_CSS = allowed.STYLED | {*_CHANGING}
_FOLDED = {name.lower(): name for name in (*_KNOWN, *allowed.ELEMENTS)}
_EMBEDDING = ("image", "feImage")
_COPYING = ("use", "feImage", "pattern", "filter")
_NUMBER = re.compile(r"[\d.]+")
_ENTITY = re.compile(r"&(?!#|(?:amp|lt|gt|quot|apos);)[^\s;&<]*;?")


class _EnoughError(Exception):
    """Nothing that follows is worth a look."""


def refused(path: str, content: bytes) -> tuple[Problem, ...]:
    """Return what may not stand in the drawing at `path`, each at its line."""
    if missing := missing_in(content):
        return (Problem(missing[0], Place(path), *missing[1:]),)
    if len(content) > _LARGEST:
        says = f"This drawing has {len(content):,} bytes; at most {_LARGEST:,} are read."
        return (Problem("DRAWING TOO LARGE", Place(path), says, "Save it as PNG, or with fewer points."),)
    if content.startswith(b"\x1f\x8b"):
        hint = "Save it as plain SVG, not as compressed SVG."
        return (Problem("NOT UTF-8", Place(path), "This drawing is compressed with gzip.", hint),)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return (Problem("NOT UTF-8", Place(path), "This drawing is not UTF-8 text.", _UTF_8),)
    return _Look(path, text.replace("\r\n", "\n").replace("\r", "\n")).problems()


class _Look:
    """One drawing while it is looked at."""

    def __init__(self, path: str, text: str) -> None:
        self._path, self._text = path, text
        self._found: list[Problem] = []
        self._depth = 0
        self._refused = 0  # the depth of the element that is refused, with all that is in it
        self._copies = Copies()
        self._use = Place(path, 1)  # of the first element that draws another
        self._styles = 0  # the characters of all styles
        self._raw_words: str | None = None  # in `<![CDATA[`
        self._raw_place = Place(path, 1)
        self._style: list[Piece] | None = None  # of a style sheet
        self._parser = parser = expat.ParserCreate("UTF-8", BETWEEN)
        self._places = Places(path, text, parser)
        parser.namespace_prefixes = True
        parser.buffer_text = False  # so that each piece of a style has its line
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._document_type
        parser.ProcessingInstructionHandler = self._instruction
        parser.CommentHandler = self._comment
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartCdataSectionHandler = self._begin_raw
        parser.EndCdataSectionHandler = self._end_raw

    def problems(self) -> tuple[Problem, ...]:
        """Return what is refused."""
        try:
            self._parser.Parse(self._text.encode(), True)  # noqa: FBT003 - pyexpat takes no names
            if self._copies.are_too_many():
                says = f"With all that is drawn again, this drawing has more than {MOST:,} shapes."
                hint = "Let no copy, pattern, marker, mask or clip hold another one; or save it as PNG."
                self._say("DRAWING TOO LARGE", self._use, says, hint)
            if says_where(self._text.encode()):
                says = "This drawing holds the place at which a picture was taken, for everybody who saves it."
                hint = "Delete the element `metadata`, or at least what begins with `GPS` in it."
                self._say("PICTURE SAYS WHERE", Place(self._path), says, hint)
        except _EnoughError:
            pass
        except expat.ExpatError as error:
            place = Place(self._path, error.lineno, error.offset + 1)
            self._found.append(Problem("UNREADABLE DRAWING", place, *in_plain_words(error.code)))
        return tuple(self._found)

    # What the parser calls --------------------------------------------------------------------------------------------

    def _declaration(self, version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "utf8"):
            says = f"This drawing says that it is written in `{shown(encoding)}`."
            self._stop("NOT UTF-8", self._places.here(), says, _UTF_8)
        if version != "1.0":
            says = f"Browsers read no XML {shown(version)}."
            self._stop("UNREADABLE DRAWING", self._places.here(), says, "Write `1.0`.")

    def _document_type(self, name: str, address: str | None, public: str | None, has_rules: int) -> None:
        begin = re.search("<!DOCTYPE", self._text)
        place = self._places.of(begin) if begin else self._places.here()
        if has_rules:
            says = "A document type with rules of its own can give another meaning to all that follows."
            self._stop("UNSAFE DRAWING", place, says, _ANEW)
        names = re.fullmatch(allowed.DOCUMENT_NAME, public or "")
        if name != "svg" or (address and not (names and re.fullmatch(allowed.DOCUMENT_ADDRESS, address))):
            says = "This document type is none of those that SVG has."
            self._stop("UNSAFE DRAWING", place, says, "Delete it, from `<!DOCTYPE` to its `>`.")
        if entity := _ENTITY.search(self._text):  # which the parser passes over, as if the type told what it stands for
            says = f"`{shown(entity[0])}` stands for words that are not in this file."
            hint = "Write the words themselves; for the sign `&`, write `&amp;`."
            self._stop("UNSAFE DRAWING", self._places.of(entity), says, hint)

    def _instruction(self, target: str, _data: str) -> None:
        says = f"`<?{shown(target)} …?>` is an instruction to other programs."
        self._say("UNSAFE DRAWING", self._places.here(len(target) + 2), says, "Delete it, from `<?` to `?>`.")

    def _comment(self, text: str) -> None:
        if text.startswith((">", "->")):
            says = "Whoever reads this comment as HTML takes it for empty, and what it holds for the page."
            self._say("UNSAFE DRAWING", self._places.here(len("<!--") + 1), says, "Delete it, from `<!--` to `-->`.")

    def _begin_raw(self) -> None:
        """Note words that stand in `<![CDATA[`, which HTML knows in no title: there it is a comment, up to a `>`."""
        self._raw_words, self._raw_place = "", self._places.here(len("<![CDATA["))

    def _end_raw(self) -> None:
        if self._style is None and _RUNS_ON.search(self._raw_words or ""):
            says = "Whoever reads this as HTML takes it for a comment that ends early, and the rest for the page."
            hint = "Write the words without it: `&lt;` for `<` and `&amp;` for `&`."
            self._say("UNSAFE DRAWING", self._raw_place, says, hint)
        self._raw_words = None

    def _begin(self, full: str, attributes: dict[str, str]) -> None:
        namespace, local, written = parted(full)
        if not self._depth and (namespace, local) != (allowed.SVG, "svg"):
            self._no_drawing(namespace, written)
        if self._depth == _DEEPEST:
            says = f"More than {_DEEPEST} elements are nested here."
            self._stop(
                "DRAWING TOO LARGE",
                self._places.here(len(written) + 1),
                says,
                "Dissolve groups that hold a single thing.",
            )
        self._depth += 1
        if self._count(local, attributes) and self._use.length == 1:
            self._use = self._places.here(len(written) + 1)
        if any(map(_TURNING.search, attributes.values())):
            self._turned(len(written) + 1)
        if self._refused:
            return
        if self._style is not None:
            says = f"The element `{shown(written)}` stands inside a style."
            self._say("UNSAFE DRAWING", self._places.here(len(written) + 1), says, _PLAIN)
        if namespace == allowed.SVG and local in allowed.ELEMENTS:
            self._look_at_svg(local, attributes)
        elif namespace in allowed.EDITORS:
            self._look_at_note(attributes)
        else:
            self._refused = self._depth
            self._refuse_element(namespace, local, written)

    def _end(self, full: str) -> None:
        if self._refused == self._depth:
            self._refused = 0
        self._depth -= 1
        self._copies.end()
        if self._style is not None and parted(full)[:2] == (allowed.SVG, "style"):
            pieces, self._style = self._style, None
            css = "".join(text for text, _, _ in pieces)
            for line, column, length, says, hint in self._refused_in(css):
                self._say("UNSAFE DRAWING", self._places.inside(pieces, line, column, length), says, hint)
            self._copies.rule(ruled_by(css))

    def _characters(self, text: str) -> None:
        if self._style is not None:
            self._style.append(self._places.piece(text))
        if self._raw_words is not None:
            self._raw_words += text
        if _TURNING.search(text):
            self._turned(len(text))

    def _turned(self, length: int) -> None:
        says = "There is an invisible sign here that turns the direction of reading, so that other words are seen."
        self._say("INVISIBLE CHARACTER", self._places.here(length), says, "Delete it; SVG has `direction` for that.")

    def _count(self, local: str, attributes: dict[str, str]) -> bool:
        """Count an element, with what it draws again; say whether it draws anything."""
        named = copied_by(attributes)
        styles = {name: value for name, value in attributes.items() if name == "style" or name in allowed.STYLED}
        drawn = [one for name, value in styles.items() if "(" in value for one in drawn_by(name, value)]
        if named and local in _COPYING:
            drawn.append(Drawn(named, ONCE))
        corners = len(_NUMBER.findall(attributes.get("d") or attributes.get("points") or "")) // 2
        self._copies.begin(local, attributes.get("id"), attributes.get("class", ""), corners, drawn)
        changed = attributes.get("attributeName")
        if changed:
            given = [attributes[name] for name in _CHANGING if "(" in attributes.get(name, "")]
            given = [one for value in given for one in value.split(";")]
            self._copies.give(named, [one for value in given for one in drawn_by(changed, value)])
        return bool(drawn)

    # What is looked at ------------------------------------------------------------------------------------------------

    def _look_at_svg(self, element: str, attributes: dict[str, str]) -> None:
        """Look at the attributes of an element of SVG."""
        changed = attributes.get("attributeName", "d")
        if changed not in allowed.STYLED | allowed.SHAPED:
            says = f"`{shown(changed)}` may not change while the drawing is shown."
            self._say("UNSAFE DRAWING", self._places.attribute("attributeName"), says, _PLAIN)
            return
        for full, value in attributes.items():
            if full == "style" or (full in _READ_AS_CSS and "(" in value):
                self._look_at_css(full, value)
            elif BETWEEN in full:
                self._look_at_foreign(element, full, value)
            elif full == "href":
                self._look_at_address(element, full, value)
            elif full not in _KNOWN and not full.startswith(allowed.NOTED_PREFIXES):
                self._refuse_attribute(full)
        if element == "style":
            self._look_at_sheet(attributes.get("type", ""))

    def _look_at_sheet(self, language: str) -> None:
        """Look at a style element, and collect its text."""
        self._style = []
        if language.lower() not in ("", "text/css"):
            says = f"Browsers do not read styles in `{shown(language)}`."
            self._say("UNSAFE DRAWING", self._places.attribute("type"), says, _PLAIN)

    def _look_at_note(self, attributes: dict[str, str]) -> None:
        """Look at the attributes of an element that only editors read."""
        for full, value in attributes.items():
            if BETWEEN in full:
                self._look_at_foreign("", full, value)
            elif full.lower().startswith("on") or full in ("href", "src", "style"):  # what browsers might heed anywhere
                self._refuse_attribute(full)

    def _look_at_foreign(self, element: str, full: str, value: str) -> None:
        """Look at an attribute with a namespace."""
        namespace, local, written = parted(full)
        if (namespace, local) == (allowed.XLINK, "href"):
            self._look_at_address(element, written, value)
        elif namespace in allowed.EDITORS:
            if local in allowed.ON_DISK and re.search(r"[/\\]", value):
                says = f"`{shown(written)}` tells everybody where something lies on your disk."
                self._say("UNSAFE DRAWING", self._places.attribute(written), says, _PLAIN)
        elif (namespace, local) not in allowed.NAMESPACED:
            self._refuse_attribute(written)

    def _look_at_address(self, element: str, written: str, value: str) -> None:
        """Look at what an element refers to."""
        if is_place(value):
            return
        says = f"`{shown(written)}` leads out of the drawing: `{shown(value)}`."
        if element in _EMBEDDING and carries(value):
            fault = fault_in(value)
            if fault is None:
                return
            says, hint = fault
        elif element in _EMBEDDING:
            hint = _PICTURES
        elif element == "a":
            hint = "Delete the link, and keep what stands in it; the text beside the drawing may have it."
        elif not value.strip():
            says, hint = f"`{shown(written)}` is empty.", "Write what it names by its id, as in `#name`, or delete it."
        else:
            hint = "Put what it names into the file and call it by its id, as in `#name`, or delete it."
        self._say("UNSAFE DRAWING", self._places.attribute(written), says, hint)

    def _look_at_css(self, name: str, css: str) -> None:
        """Look at an attribute that is a value of CSS, or declarations."""
        for _line, _column, _length, says, hint in self._refused_in(css):
            self._say("UNSAFE DRAWING", self._places.attribute(name), says, hint)

    def _refused_in(self, css: str) -> tuple[Refusal, ...]:
        self._styles += weight(css)
        if self._styles > _MOST_STYLES:
            says = f"Up to here this drawing has more than {_MOST_STYLES:,} characters of styles."
            hint = "Delete those that nothing uses, or save it as PNG."
            self._stop("DRAWING TOO LARGE", self._places.here(), says, hint)
        return refused_in(css, is_inside)

    # What is said -----------------------------------------------------------------------------------------------------

    def _no_drawing(self, namespace: str, written: str) -> None:
        says = f"It begins with the element `{shown(written)}`, so it is not a drawing."
        if (namespace, written) == ("", "svg"):
            says = "Its first element does not say that it is SVG, so browsers show none."
        hint = f'A drawing begins with `<svg xmlns="{allowed.SVG}">`.'
        self._stop("NOT A PICTURE", self._places.here(len(written) + 1), says, hint)

    def _refuse_element(self, namespace: str, local: str, written: str) -> None:
        of = f" of `{shown(namespace)}`" if namespace and namespace != allowed.SVG else ""
        says = f"The element `{shown(written)}`{of} is not allowed in a drawing."
        self._say("UNSAFE DRAWING", self._places.here(len(written) + 1), says, _INSTEAD.get(local) or _instead(local))

    def _refuse_attribute(self, written: str) -> None:
        runs = written.lower().startswith("on")
        says = f"The attribute `{shown(written)}` {'runs a program' if runs else 'is not allowed in a drawing'}."
        self._say("UNSAFE DRAWING", self._places.attribute(written), says, "Delete it." if runs else _instead(written))

    def _say(self, title: str, place: Place, says: str, hint: str) -> None:
        self._found.append(Problem(title, place, says, hint))
        if len(self._found) == _MOST_SAID:
            raise _EnoughError

    def _stop(self, title: str, place: Place, says: str, hint: str) -> None:
        self._say(title, place, says, hint)
        raise _EnoughError


def _instead(written: str) -> str:
    """Return what to do with a name that may not stand in a drawing; it may be spelled wrongly."""
    right = _FOLDED.get(written.lower())
    return f"Did you mean `{right}`?" if right and right != written else _PLAIN
