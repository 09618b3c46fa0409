"""How to cite the explainer and its pages, for programs; and its licence."""

import re
from dataclasses import dataclass
from itertools import chain
from typing import Any

from generator.core.dates import Date
from generator.data.records import Explainer
from generator.kinds.linked_data import Links, Node, iso
from generator.labels.labels import Labels
from generator.query.context import PageContext, without_empty
from generator.site.site import in_one_line

_ADDRESS = re.compile(r"https?://[^\s\\<>\"]+")  # anything else could run something
_SPDX = re.compile(r"[A-Za-z0-9.+-]+")


def is_address(licence: str) -> bool:
    return _ADDRESS.fullmatch(licence) is not None


def is_name(licence: str) -> bool:
    """Is it of the form of SPDX's names?"""
    return _SPDX.fullmatch(licence) is not None


def licence_page(licence: str) -> str:
    """Where it can be read: an address stands for itself, and SPDX has a page for each name."""
    if is_address(licence):
        return licence
    return f"https://spdx.org/licenses/{licence}" if is_name(licence) else ""


def licence_and_date(links: Links) -> Node:
    """Under which licence the data stand, and when they last changed."""
    explainer = links.ctx.explainer
    changes = chain(explainer.changes, *links.ctx.changes.values())
    newest = max((change.date for change in changes), default=None)
    licence = licence_page(explainer.licence) or explainer.licence
    return {"license": licence, "dateModified": iso(newest)}


CITATION = "CITATION.cff"


def citation_file(ctx: PageContext) -> bytes:
    return citation_text(ctx.explainer, ctx.site_url, ctx.repository).encode()


def citation_text(explainer: Explainer, site_url: str = "", repository: str = "") -> str:
    """Each value is JSON, which is YAML that no reader can take for something else."""
    publisher = explainer.publisher
    author = {"name": publisher.name, "website": str(publisher.url or "")}
    as_of = explainer.as_of.text
    fields: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": explainer.title,
        "abstract": explainer.question,
        "authors": [without_empty(author)],
        "version": f"as of {as_of}",
        "date-released": as_of if re.fullmatch(r"\d{4}-\d\d-\d\d", as_of) else "",
        **_licence(explainer.licence),
        "keywords": list(dict.fromkeys(explainer.topics.values())),
        "url": site_url,
        "repository-code": repository,
    }
    given = without_empty(fields)
    return "".join(f"{name}: {in_one_line(value)}\n" for name, value in given.items())


def _licence(licence: str) -> dict[str, str]:
    """The format knows SPDX's names and addresses; other words have no place in it."""
    if is_address(licence):
        return {"license-url": licence}
    return {"license": licence} if is_name(licence) else {}


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


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited: a page of the explainer, or the explainer itself."""

    id: str
    title: str
    address: str  # empty where it is not known
    container: str = ""  # the explainer, for its pages


def citation(ctx: PageContext, work: Work) -> str:
    """How others may cite a page, in one line."""
    cited = ctx.labels.gettext(
        "{publisher}: “{title}”. {explainer}, as of {date}.",
        publisher=ctx.explainer.publisher.name,
        title=work.title,
        explainer=work.container,
        date=ctx.labels.date(ctx.explainer.as_of),
    )
    return f"{cited} {work.address}".rstrip()


def bibtex(ctx: PageContext, work: Work) -> str:
    """An entry for BibTeX and biblatex."""
    explainer = ctx.explainer
    as_of = ctx.labels.gettext("As of {date}", date=ctx.labels.date(explainer.as_of))
    begin, end = explainer.as_of.ends
    point = begin or end
    assert point, explainer.as_of
    fields = {
        "author": f"{{{explainer.publisher.name.translate(_TEX)}}}",
        "title": f"{{{work.title.translate(_TEX)}}}",
        "howpublished": work.container.translate(_TEX),
        "year": point.year,
        "month": point.month,
        "note": as_of.translate(_TEX),
        "url": work.address,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return ",\n".join([f"@misc{{{work.id}", *lines]) + "\n}"


def csl_json(ctx: PageContext, work: Work) -> str:
    """A list of one item, as programs import it."""
    explainer = ctx.explainer
    item = {
        "id": work.id,
        "type": "webpage" if work.container else "dataset",
        "title": work.title,
        "container-title": work.container,
        "author": [{"literal": explainer.publisher.name}],
        "issued": csl_date(ctx.labels, explainer.as_of),
        "language": explainer.language,
        "URL": work.address,
    }
    return in_one_line([without_empty(item)])


def csl_date(labels: Labels, when: Date) -> dict[str, Any]:
    """A day, month or year, or both ends of an interval; what CSL has no form for, in words."""
    begin, end = when.ends
    if not begin or not end:
        return {"literal": labels.date(when)}
    points = [begin] if begin is end else [begin, end]
    parts = [[part for part in point[:3] if part] for point in points]
    return {"date-parts": parts, **({"circa": True} if when.is_approximate else {})}
