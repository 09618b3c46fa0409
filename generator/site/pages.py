"""Writing pages: what the templates are given, and what all pages of records end on."""

import re
from collections import Counter
from collections.abc import Mapping
from html import escape
from typing import Any, NamedTuple

from generator.core.dates import Date
from generator.core.text import shortened
from generator.data.paths import HOME, address, href, index_of, path_of
from generator.data.records import Change, ChangeKind
from generator.kinds.registry import kind_of
from generator.labels.english import words
from generator.query.context import PageContext, grouped
from generator.site.open_data.citing import Work, bibtex, citation, csl_json
from generator.site.site import Crumb, Page
from generator.site.writer import rendered

MAX_DESCRIPTION = 155  # what search engines show of a description
HOME_CRUMB = Crumb("Home", HOME)
_LIST_META = {"hide": ["navigation"]}


def write_page(
    ctx: PageContext,
    template: str,
    path: str,
    *,
    title: str,
    description: str,
    origin: str = "",
    crumbs: tuple[Crumb, ...] = (HOME_CRUMB,),
    meta: Mapping[str, Any] | None = None,
    **values: Any,
) -> Page:
    """A page written with a template; `values` are the template's own."""
    body = rendered(template, ctx, path, title=title, **values)
    shown = shortened(description, MAX_DESCRIPTION)
    # Titles and descriptions are escaped there, because themes print them unescaped.
    matter = {
        "title": escape(title, quote=False),
        "description": escape(shown),
        "breadcrumbs": [{"title": escape(crumb.title), "path": crumb.path} for crumb in crumbs],
        "origin": origin,
        "edit": ctx.edit_link(origin),
        "report": ctx.report_link(title, path, origin),
        **(meta or _LIST_META),
    }
    record = matter.get("record", "")
    return Page(path, title, shown, body, origin, record, crumbs, _without_empty(matter))


def with_meta(page: Page, **meta: Any) -> Page:
    """The page with more in its front matter."""
    return page._replace(meta={**page.meta, **_without_empty(meta)})


def _without_empty(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", [], {}, None)}


def write_part(ctx: PageContext, template: str, path: str, **values: Any) -> str:
    """A part of a page that is written by itself; it cites nothing."""
    return rendered(template, ctx, path, **values).rstrip("\n")


def record_page(ctx: PageContext, id: str) -> Page:
    """The page of a record, with what every record page ends on."""
    record = ctx.record(id)
    kind, names = kind_of(record), record.KIND
    path, title = path_of(record), record.heading
    where = ctx.full_address(address(path)) if ctx.site_url else ""
    work = Work(record.id, title, where, ctx.explainer.title)
    return write_page(
        ctx,
        kind.template,
        path,
        title=kind.page_title(ctx, record),
        description=kind.describe(ctx, record),
        origin=ctx.file(record.id),
        crumbs=(HOME_CRUMB, Crumb(names.label, index_of(names))),
        meta={
            "kind": kind.id,
            "record": record.id,
            "changed": record.changes[0].date.words if record.changes else "",
            "held": ctx.held_back(record),
            "cite": escape(citation(ctx.explainer, work)),
            "bibtex": escape(bibtex(ctx.explainer, work), quote=False),
            "csl": escape(csl_json(ctx.explainer, work), quote=False),
            "hide": ["navigation"],
            "search": {"boost": kind.boost},
        },
        record=record,
        changes=change_views(record.changes),
        backlinks=backlink_groups(ctx, record.id, path),
        **kind.values(ctx, record),
    )


class BacklinkView(NamedTuple):
    title: str
    href: str
    reasons: str


class BacklinkGroup(NamedTuple):
    heading: str
    slug: str
    links: tuple[BacklinkView, ...]


def backlink_groups(ctx: PageContext, id: str, path: str) -> list[BacklinkGroup]:
    """Everything that mentions a record, grouped by kind, in the order of the kinds."""
    labels = {kind.id: kind.label for kind in ctx.kinds}
    views = []
    for link in ctx.backlinks(id):
        name = ctx.name_if_any(link.record)
        if name is None:
            label, target = "Pages", link.record
            title = ctx.content_titles.get(target, ctx.explainer.title)
        else:
            label, title, target = labels[name.kind], name.title, name.path
        view = BacklinkView(title, href(path, target), ", ".join(link.reasons))
        views.append((label, view))
    groups = grouped(views)
    return [
        BacklinkGroup(f"{label} ({len(groups[label])})", label.lower(), groups[label])
        for label in ("Pages", *labels.values())
        if label in groups
    ]


class ChangeView(NamedTuple):
    date: Date
    kind: str
    word: ChangeKind  # the kind in the word of the data
    note: str
    anchor: str  # its permanent address on the page that lists it


def change_views(changes: tuple[Change, ...]) -> list[ChangeView]:
    """Changes are listed newest first and counted from the oldest, so that a new one moves none."""
    seen: Counter[str] = Counter()
    views = []
    for change in reversed(changes):
        day = re.sub(r"[^\d-]+", "_", change.date.text)
        seen[day] += 1
        anchor = f"changed-{day}" + (f"-no{seen[day]}" if seen[day] > 1 else "")
        views.append(ChangeView(change.date, words(change.kind), change.kind, change.note, anchor))
    return views[::-1]
