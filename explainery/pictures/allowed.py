"""What may stand in a drawing (SVG): elements and attributes by namespace and name. What is not named here may not.

The names are those of SVG 1.1 and 2 which draw, say or move something, and of what editors note for themselves.
"""

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"

ELEMENTS = frozenset(
    "a circle clipPath defs desc ellipse filter g image line linearGradient marker mask metadata path pattern polygon"
    " polyline radialGradient rect stop style svg switch symbol text textPath title tspan use view"
    " animate animateMotion animateTransform mpath set"
    " feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap"
    " feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode"
    " feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence"
    " font font-face font-face-name font-face-src glyph hkern missing-glyph vkern".split()
)
"""The elements of SVG that may stand in a drawing."""

STYLED = frozenset(
    "alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation color-interpolation-filters"
    " color-rendering cursor direction display dominant-baseline enable-background fill fill-opacity fill-rule filter"
    " flood-color flood-opacity font font-family font-feature-settings font-size font-size-adjust font-stretch"
    " font-style font-variant font-variant-ligatures font-weight glyph-orientation-horizontal"
    " glyph-orientation-vertical image-rendering isolation kerning letter-spacing lighting-color marker marker-end"
    " marker-mid marker-start mask mask-type mix-blend-mode opacity overflow paint-order pointer-events"
    " shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap"
    " stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration text-overflow"
    " text-rendering transform-box transform-origin unicode-bidi vector-effect visibility white-space word-spacing"
    " writing-mode".split()
)
"""Attributes without a namespace whose values are read as CSS."""

SHAPED = frozenset(
    "amplitude azimuth baseFrequency bias clipPathUnits cx cy d diffuseConstant divisor dx dy edgeMode elevation"
    " exponent filterRes filterUnits fr fx fy gradientTransform gradientUnits height in in2 intercept k1 k2 k3 k4"
    " kernelMatrix kernelUnitLength lengthAdjust limitingConeAngle markerHeight markerUnits markerWidth"
    " maskContentUnits maskUnits method mode numOctaves offset operator order orient path pathLength"
    " patternContentUnits patternTransform patternUnits points pointsAtX pointsAtY pointsAtZ preserveAlpha"
    " preserveAspectRatio primitiveUnits r radius refX refY result rotate rx ry scale seed side slope spacing"
    " specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles surfaceScale tableValues"
    " targetX targetY textLength transform viewBox width x x1 x2 xChannelSelector y y1 y2 yChannelSelector z".split()
)
"""Attributes without a namespace that give shapes."""

MOVING = frozenset(
    "accumulate additive attributeName attributeType begin by calcMode dur end fill from keyPoints keySplines keyTimes"
    " max min repeatCount repeatDur restart to type values".split()
)
"""Attributes without a namespace that say how something moves; `attributeName` may be one of `STYLED` or `SHAPED`."""

NOTED = frozenset(
    "baseProfile class content contentScriptType contentStyleType externalResourcesRequired focusable height id lang"
    " media name requiredExtensions requiredFeatures role systemLanguage tabindex target title type version"
    " viewTarget width zoomAndPan"
    " accent-height alphabetic arabic-form ascent bbox cap-height descent font-family g1 g2 glyph-name hanging"
    " horiz-adv-x horiz-origin-x horiz-origin-y ideographic k mathematical orientation overline-position"
    " overline-thickness panose-1 slope stemh stemv strikethrough-position strikethrough-thickness u1 u2"
    " underline-position underline-thickness unicode unicode-range units-per-em v-alphabetic v-hanging v-ideographic"
    " v-mathematical vert-adv-y vert-origin-x vert-origin-y widths x-height".split()
)
"""Attributes without a namespace that draw nothing by themselves: names, roles, and what a font is like."""

NOTED_PREFIXES = ("aria-", "data-")
"""With which further attributes without a namespace begin that draw nothing."""

NAMESPACED = frozenset(
    {(XML, name) for name in ("id", "lang", "space")} | {(XLINK, name) for name in ("actuate", "show", "title", "type")}
)
"""Attributes with a namespace, by namespace and name; `href` of XLink has a rule of its own."""

EDITORS = frozenset(
    {
        "http://www.inkscape.org/namespaces/inkscape",
        "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "http://purl.org/dc/elements/1.1/",
        "http://purl.org/dc/terms/",
        "http://creativecommons.org/ns#",
        "http://web.resource.org/cc/",
        "http://www.serif.com/",
        "http://www.bohemiancoding.com/sketch/ns",
        "https://boxy-svg.com",
        "http://xml.openoffice.org/svg/export",
        "http://www.corel.com/coreldraw/odm/2003",
        "http://vectornator.io",
        "http://krita.org/namespaces/svg/krita",
    }
)
"""Namespaces of notes that no browser reads: of editors, and of who made a drawing (RDF)."""

ON_DISK = frozenset({"export-filename", "absref"})
"""Attributes in the namespaces of editors that say where something lies on the disk of the one who drew."""

DOCUMENT_NAME = r"-//W3C//DTD SVG (?:1\.[01](?: (?:Basic|Tiny))?|20\d{6})//EN"
DOCUMENT_ADDRESS = r"https?://www\.w3\.org/[\w./-]+\.dtd"
"""Patterns of name and address of the document types that many programs write; no browser loads them."""

AT_RULES = frozenset("charset font-face keyframes layer media page supports -webkit-keyframes -moz-keyframes".split())
"""The rules of CSS beginning with `@` that may stand in a drawing's style."""

FUNCTIONS = frozenset(
    "rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark icc-color device-cmyk"
    " abs acos asin atan atan2 calc clamp cos exp hypot log max min mod pow rem round sign sin sqrt tan var"
    " matrix matrix3d perspective rotate rotate3d rotatex rotatey rotatez scale scale3d scalex scaley scalez skew"
    " skewx skewy translate translate3d translatex translatey translatez"
    " circle ellipse inset path polygon rect xywh"
    " blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia"
    " linear-gradient radial-gradient conic-gradient repeating-linear-gradient repeating-radial-gradient"
    " cubic-bezier linear steps"
    " dir first-child format has is lang local not nth-child nth-last-child nth-last-of-type nth-of-type tech"
    " where".split()
)
"""The functions of CSS that may stand in a drawing, in small letters; `url` has a rule of its own."""
