"""Writing pages: what the templates are given, and what all pages of records end on."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from generator.core.text import shortened
from generator.data.paths import HOME, address, index_of, path_of
from generator.data.records import Change
from generator.kinds.registry import kind_of
from generator.labels.labels import N_, joined
from generator.query.context import PageContext, grouped, without_empty
from generator.site.open_data.citing import Work, bibtex, citation, csl_json
from generator.site.site import Crumb, Page
from generator.site.writer import rendered, shown

MAX_DESCRIPTION = 155  # what search engines show of a description


def home_crumb(ctx: PageContext) -> Crumb:
    return Crumb(ctx.labels.gettext("Home"), HOME)


def write_page(
    ctx: PageContext,
    template: str,
    path: str,
    *,
    title: str,
    description: str,
    origin: str = "",
    crumbs: tuple[Crumb, ...] | None = None,
    meta: Mapping[str, Any] | None = None,
    **values: Any,
) -> Page:
    """A page written with a template; `values` are the template's own.

    Unless told otherwise, it lies right below the home page.
    """
    crumbs = (home_crumb(ctx),) if crumbs is None else crumbs
    body = f"{rendered(ctx, template, path, title=title, **values)}\n"
    summary = shortened(description, MAX_DESCRIPTION)
    # Titles and descriptions are escaped there, because themes print them unescaped.
    matter = {
        "title": escape(title, quote=False),
        "description": escape(summary),
        "breadcrumbs": [
            {"title": shown(ctx.labels, crumb.title, escape), "path": crumb.path}
            for crumb in crumbs
        ],
        "origin": origin,
        "edit": ctx.edit_link(origin),
        "report": ctx.report_link(title, path, origin),
        **(meta or {"hide": ["navigation"]}),
    }
    record = matter.get("record", "")
    return Page(path, title, summary, body, origin, record, crumbs, without_empty(matter))


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
        crumbs=(home_crumb(ctx), Crumb(ctx.labels.gettext(names.label), index_of(names))),
        meta={
            "kind": kind.id,
            "record": record.id,
            "changed": ctx.labels.date(record.changes[0].date) if record.changes else "",
            "held": ctx.held_back(record),
            "cite": escape(citation(ctx, work)),
            "bibtex": escape(bibtex(ctx, work), quote=False),
            "csl": escape(csl_json(ctx, work), quote=False),
            "hide": ["navigation"],
            "search": {"boost": kind.boost},
        },
        record=record,
        changes=with_anchors(record.changes),
        backlinks=backlinks(ctx, record.id),
        **kind.values(ctx, record),
    )


def backlinks(ctx: PageContext, id: str) -> list[tuple[str, str, Sequence[tuple[str, str, str]]]]:
    """Every page that mentions a record, by kind in the kinds' order.

    Of each kind an anchor and a label; of each page its title, its path and the reasons.
    """
    _ = ctx.labels.gettext
    found = []
    for link in ctx.backlinks(id):
        name, reasons = ctx.name_if_any(link.record), joined(", ", map(_, link.reasons))
        if name is None:
            title = ctx.content_titles.get(link.record, ctx.explainer.title)
            found.append(("pages", (title, link.record, reasons)))
        else:
            found.append((name.kind, (name.title, name.path, reasons)))
    groups = grouped(found)
    kinds = [("pages", "pages", N_("Pages"))]
    kinds += [(kind.id, kind.plural, kind.label) for kind in ctx.kinds]
    return [(anchor, _(label), groups[id]) for id, anchor, label in kinds if id in groups]


def with_anchors(changes: tuple[Change, ...]) -> list[tuple[Change, str]]:
    """Each change with its permanent address on the page that lists it.

    Changes are listed newest first and counted from the oldest, so that a new one moves none.
    """
    seen: Counter[str] = Counter()
    found = []
    for change in reversed(changes):
        day = re.sub(r"[^\d-]+", "_", change.date.text)
        seen[day] += 1
        anchor = f"changed-{day}" + (f"-no{seen[day]}" if seen[day] > 1 else "")
        found.append((change, anchor))
    return found[::-1]
