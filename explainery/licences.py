"""Licences by their names: SPDX identifiers (spdx.org/licenses) and what Creative Commons calls its own.

Only those under which texts, pictures, data and code are commonly given; for any other a writer gives name and address.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_CC = "https://creativecommons.org"
_CC_VERSIONS = ("4.0", "3.0", "2.5", "2.0")
_CC_WORDS = {"by": "Attribution", "sa": "ShareAlike", "nc": "NonCommercial", "nd": "NoDerivatives"}
_CC_KINDS = ("by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd")
_OTHERS = {
    "CC0-1.0": f"{_CC}/publicdomain/zero/1.0/",
    "CC-PDM-1.0": f"{_CC}/publicdomain/mark/1.0/",
    "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
    "ODC-By-1.0": "https://opendatacommons.org/licenses/by/1-0/",
    "PDDL-1.0": "https://opendatacommons.org/licenses/pddl/1-0/",
    "GFDL-1.3-only": "https://www.gnu.org/licenses/fdl-1.3.html",
    "GFDL-1.3-or-later": "https://www.gnu.org/licenses/fdl-1.3.html",
    "LAL-1.3": "https://artlibre.org/licence/lal/en/",
    "OGL-UK-3.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "etalab-2.0": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    "DL-DE-BY-2.0": "https://www.govdata.de/dl-de/by-2-0",
    "DL-DE-ZERO-2.0": "https://www.govdata.de/dl-de/zero-2-0",
    "MIT": "https://opensource.org/license/mit",
    "MIT-0": "https://opensource.org/license/mit-0",
    "0BSD": "https://opensource.org/license/0bsd",
    "ISC": "https://opensource.org/license/isc-license-txt",
    "BSD-2-Clause": "https://opensource.org/license/bsd-2-clause",
    "BSD-3-Clause": "https://opensource.org/license/bsd-3-clause",
    "Apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0",
    "MPL-2.0": "https://www.mozilla.org/MPL/2.0/",
    "EUPL-1.2": "https://spdx.org/licenses/EUPL-1.2.html",
    "GPL-2.0-only": "https://www.gnu.org/licenses/old-licenses/gpl-2.0.html",
    "GPL-2.0-or-later": "https://www.gnu.org/licenses/old-licenses/gpl-2.0.html",
    "GPL-3.0-only": "https://www.gnu.org/licenses/gpl-3.0.html",
    "GPL-3.0-or-later": "https://www.gnu.org/licenses/gpl-3.0.html",
    "LGPL-3.0-only": "https://www.gnu.org/licenses/lgpl-3.0.html",
    "LGPL-3.0-or-later": "https://www.gnu.org/licenses/lgpl-3.0.html",
    "AGPL-3.0-only": "https://www.gnu.org/licenses/agpl-3.0.html",
    "AGPL-3.0-or-later": "https://www.gnu.org/licenses/agpl-3.0.html",
    "Unlicense": "https://unlicense.org/",
}
_PUBLIC_DOMAIN = frozenset(
    [
        *("public domain", "publicdomain", "in the public domain", "pd", "pdm", "no known copyright", "gemeinfrei"),
        *("domaine public", "dominio público", "dominio publico", "domínio público", "общественное достояние"),
    ]
)


@dataclass(frozen=True, slots=True)
class _Licence:
    """A licence: its SPDX identifier, the name to print, its address, and what else writers call it."""

    id: str
    name: str
    url: str
    others: tuple[str, ...] = ()


def licence_called(name: str) -> Mapping[str, str] | None:
    """Return the `name` and `url` of the licence that a name or an address means; None where none is known by it."""
    found = _BY_NAME.get(_key(name))
    return {"name": found.name, "url": found.url} if found else None


def is_public_domain(name: str) -> bool:
    """Say whether words mean the public domain, in a language that many write about pictures in."""
    return re.sub(r"[\W_]+", " ", name.casefold()).strip() in _PUBLIC_DOMAIN


def _creative_commons() -> Iterator[_Licence]:
    for version in _CC_VERSIONS:
        for kind in _CC_KINDS:
            words = "-".join(_CC_WORDS[part] for part in kind.split("-"))
            others = (f"{words} {version}", f"CC {words} {version}")
            url = f"{_CC}/licenses/{kind}/{version}/"
            yield _Licence(f"CC-{kind.upper()}-{version}", f"CC {kind.upper()} {version}", url, others)


def _key(name: str) -> str:
    """Return what tells names apart: no case, no hyphens, no scheme of an address, and `CC` for `Creative Commons`."""
    words = re.sub(r"[\s_-]+", " ", name.strip().casefold())
    words = re.sub(r"^creative commons (license |licence )?", "cc ", words)
    address = re.sub(r"^https?://(www\.)?|/(deed|legalcode)(\.[\w ]+)?$| (international|unported)$", "", words)
    return address.rstrip("/")


_LICENCES = (
    *_creative_commons(),
    *(_Licence(name, name.replace("CC0-1.0", "CC0 1.0"), url) for name, url in _OTHERS.items()),
)
LICENCES = tuple(licence.id for licence in _LICENCES)
"""The identifiers of all licences that are known by name."""
_BY_NAME = {
    _key(name): licence
    for licence in reversed(_LICENCES)
    for name in (licence.id, licence.name, licence.url, *licence.others)
} | {"cc0": next(licence for licence in _LICENCES if licence.id == "CC0-1.0")}
