"""How to cite a page, for programs: BibTeX and CSL-JSON, as exact as the line for readers.

The page's state is named by the day up to which the explainer's sources go.
"""

import re
from dataclasses import dataclass
from typing import Any

from generator.core.dates import Date
from generator.data.records import Explainer
from generator.site.open_data.lines import in_one_line

# BibTeX counts braces even where TeX would not, so they are named; a backslash begins a command.
_TEX = str.maketrans(
    {
        "\\": "{\\textbackslash}",
        "{": "{\\textbraceleft}",
        "}": "{\\textbraceright}",
        "~": "{\\textasciitilde}",
        "^": "{\\textasciicircum}",
        **{char: f"\\{char}" for char in "&%$#_"},
    }
)
_POINT = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited: a page of the explainer, or the explainer itself."""

    id: str
    title: str
    address: str  # empty where it is not known
    container: str = ""  # the explainer, for its pages


def bibtex(explainer: Explainer, work: Work) -> str:
    """An entry for BibTeX and biblatex."""
    begun = _POINT.match(explainer.as_of.text.removeprefix("../"))
    fields = {
        "author": f"{{{_tex(explainer.publisher.name)}}}",
        "title": f"{{{_tex(work.title)}}}",
        "howpublished": _tex(work.container),
        "year": begun[1] if begun else "",
        "month": (begun[2] or "").lstrip("0") if begun else "",
        "note": f"As of {_tex(explainer.as_of.words)}",
        "url": work.address,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return ",\n".join([f"@misc{{{work.id}", *lines]) + "\n}"


def csl_json(explainer: Explainer, work: Work) -> str:
    """A list of one item, as programs import it."""
    item = {
        "id": work.id,
        "type": "webpage" if work.container else "dataset",
        "title": work.title,
        "container-title": work.container,
        "author": [{"literal": explainer.publisher.name}],
        "issued": csl_date(explainer.as_of),
        "language": explainer.language,
        "URL": work.address,
    }
    given = {name: value for name, value in item.items() if value}
    return in_one_line([given])


def csl_date(when: Date) -> dict[str, Any]:
    """A day, month or year, or both ends of an interval; what CSL has no form for, in words."""
    ends = [_POINT.match(point) for point in when.text.split("/")]
    if not all(ends):
        return {"literal": when.words}
    parts = [[int(part) for part in end.groups() if part] for end in ends if end]
    return {"date-parts": parts, **({"circa": True} if when.is_approximate else {})}


def _tex(text: str) -> str:
    return text.translate(_TEX)
