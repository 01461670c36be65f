"""Drawings as programs write them, shortened: those that are published, and those that are to be exported otherwise."""

from pathlib import Path

from hostile import PIXEL, SVG, XHTML, svg

_DOCTYPE = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
_RDF = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:cc="http://creativecommons.org/ns#"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_INKSCAPE = (
    'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
    ' xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" xmlns:svg="http://www.w3.org/2000/svg"'
)

HARMLESS = {file.stem: file.read_bytes() for file in sorted((Path(__file__).parent / "drawings").glob("*.svg"))}
HARMLESS["line-ends-of-windows"] = b"\xef\xbb\xbf" + svg('<path\nd="M0 0h9"/>').replace(b"\n", b"\r\n")
"""Drawings that are published as they are, by the program that wrote them."""

LOOKS_HOSTILE = {
    "words of a script": svg("<text>&lt;script>alert(1)&lt;/script> javascript:alert(1)</text>"),
    "words of a script in CDATA": svg("<title><![CDATA[<script>alert(1)</script>]]></title>"),
    "a script in a comment": svg("<!-- <script>alert(1)</script> onload=alert(1) -->"),
    "an event as data": svg('<path d="M0 0h9" data-onclick="alert(1)" aria-label="onload=alert(1)"/>'),
    "an address as words": svg('<path d="M0 0h9" id="javascript:alert(1)" class="url(http://evil.invalid/)"/>'),
    "an address in a comment of a style": svg("<style>/* url(http://evil.invalid/a) @import 'b' */ path {}</style>"),
    "an address in a string": svg("<style>path::before { content: 'url(http://evil.invalid/) \\75rl(' }</style>"),
    "an import in a string": svg("<style>path { font-family: '@import \"http://evil.invalid/\"' }</style>"),
    "a namespace that nobody uses": svg("<path/>", root=' xmlns:x="http://evil.invalid/" xmlns:h="' + XHTML + '"'),
    "an address in a note": svg(
        f'<metadata><rdf:RDF {_RDF}><cc:Work rdf:about="http://evil.invalid/" rdf:resource="javascript:alert(1)"/>'
        "</rdf:RDF></metadata>"
    ),
    "an editor's script": svg(f'<g {_INKSCAPE}><inkscape:script src2="a">alert(1)</inkscape:script></g>'),
    "an editor's event": svg(f'<g {_INKSCAPE} inkscape:onload="alert(1)" sodipodi:href="http://evil.invalid/"/>'),
    "a feature of an address": svg('<g requiredExtensions="http://evil.invalid/" requiredFeatures="javascript:x"/>'),
    "a link to itself": svg(
        '<a xlink:href="#a" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"><g/></a>'
    ),
    "a place of a bad name": svg('<a href="#javascript:alert(1)"><path d="M0 0h9"/></a><use href=" &#x9;#x"/>'),
    "a content of another program": svg("<path/>", root=' content="&lt;script>alert(1)&lt;/script>"'),
    "a script as a language": svg("<path/>", root=' contentScriptType="application/ecmascript"'),
    "an end that looks like HTML": svg("<style>/* &lt;/style>&lt;script>alert(1)&lt;/script> */</style>"),
    "a picture that also is words": svg(f'<image href="data:image/png;base64,{PIXEL}"/>'),
    "copies of itself": svg('<g id="a"><use href="#a"/></g><use href="#b" id="b"/>'),
}
"""Drawings that hold words of harm and do none."""

OTHERWISE = {
    "Illustrator, Save As": (
        """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
	<!ENTITY ns_extend "http://ns.adobe.com/Extensibility/1.0/">
	<!ENTITY ns_svg "http://www.w3.org/2000/svg">
]>
<svg xmlns:x="&ns_extend;" xmlns="&ns_svg;"><switch><foreignObject requiredExtensions="&ns_ai;"/></switch></svg>""",
        2,
        "in Illustrator with Export As",
    ),
    "draw.io": (
        f"""<svg {SVG}><g><switch><foreignObject pointer-events="none" width="100%" height="100%"><div xmlns="{XHTML}"
>Cabin</div></foreignObject><text x="60" y="34">Cabin</text></switch></g></svg>""",
        1,
        "in draw.io",
    ),
    "draw.io, what browsers cannot show": (
        f"""<svg {SVG}><switch><g requiredFeatures="http://www.w3.org/TR/SVG11/feature#Extensibility"/><a
 transform="translate(0,-5)" xlink:href="https://www.drawio.com/doc/faq/svg-export-text-problems"
 target="_blank"><text>Text is not SVG - cannot display</text></a></switch></svg>""",
        2,
        "Delete the link",
    ),
    "Mermaid": (
        f'<svg {SVG}>\n<foreignObject width="9"><div xmlns="{XHTML}"><p>Start</p></div></foreignObject></svg>',
        2,
        "in Mermaid",
    ),
    "PlantUML": (f"<?plantuml 1.2024.7?>\n<svg {SVG}/>", 1, "Delete it, from `<?` to `?>`"),
    "Photoshop's notes": (f'<svg {SVG}><metadata><?xpacket begin="" id="W5M0"?></metadata></svg>', 1, "Delete it"),
    "Inkscape with a picture beside it": (
        f'<svg {SVG}><image xlink:href="cabin.png" width="9" height="9"/></svg>',
        1,
        "Embed that picture",
    ),
    "Inkscape with a path of the disk": (
        f'<svg {SVG} {_INKSCAPE}>\n<image sodipodi:absref="C:\\a.png" href="data:image/png;base64,{PIXEL}"/></svg>',
        2,
        "Plain SVG",
    ),
    "pygal": (f'<svg {SVG}>\n<script type="text/javascript">window.pygal = {{}};</script></svg>', 2, "Delete it"),
    "Excalidraw, old": (
        f'<svg {SVG}><style>\n@font-face {{ src: url("https://excalidraw.com/Virgil.woff2"); }}</style></svg>',
        2,
        "Put what it names into the file",
    ),
    "a name in small letters": (f'<svg {SVG} viewbox="0 0 9 9"/>', 1, "Did you mean `viewBox`?"),
    "an element in small letters": (f"<svg {SVG}><lineargradient/></svg>", 1, "Did you mean `linearGradient`?"),
    "a name of HTML": (f"<svg {SVG}><text>a&nbsp;b</text></svg>", 1, "Write the sign itself"),
    "a name of HTML under a document type": (
        f"{_DOCTYPE}\n<svg {SVG}><text>a&nbsp;b</text></svg>",
        2,
        "Write the words",
    ),
}
"""Drawings that are refused though nobody meant harm: the line, and words of what to do."""
