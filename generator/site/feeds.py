"""Feeds of changes, in Atom (RFC 4287) and JSON Feed 1.1: one of all, one for each talk and claim.

A feed stands at `changes.atom` and `changes.json` below the address of the page that it follows.
That of a record is the same at its former addresses, so that who follows it goes on to.
"""

from posixpath import dirname, relpath
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from generator.core.dates import Date
from generator.data.paths import ATOM, ATOM_TYPE, CHANGES, JSON_FEED, address, path_of
from generator.data.records import Change, Record
from generator.query.context import PageContext, without_empty
from generator.site.chronicle import all_changes
from generator.site.open_data.json_files import indented
from generator.site.pages import with_anchors


class Feed(NamedTuple):
    folder: str  # where it stands, below the site: empty, or with a slash at its end
    title: str
    page: str  # the address of the page that it follows
    updated: Date
    # Of each change its address below the site's, a title and itself:
    entries: list[tuple[str, str, Change]]


def _feed(ctx: PageContext, record: Record | None) -> Feed:
    """The changes of a record, or every one of the explainer and its records.

    Without any, the explainer is as old as its sources.
    """
    explainer, _ = ctx.explainer, ctx.labels.gettext
    if record is None:
        changes, folder, page = all_changes(ctx), "", address(CHANGES)
        title = _("{explainer}: changes", explainer=explainer.title)
    else:
        changes = [(record.id, *change) for change in with_anchors(record.changes)]
        folder = page = address(path_of(record))
        titles = {"explainer": explainer.title, "title": record.heading}
        title = _("{explainer}: changes of “{title}”", **titles)
    entries = []
    for id, change, anchor in changes:
        subject, path, *_rest = ctx.name(id) if id else (explainer.title, CHANGES)
        at = f"{address(path)}#{anchor}"
        entries.append((at, f"{ctx.labels.word(change.kind)}: {subject}", change))
    updated = max((change.date for _id, change, _anchor in changes), default=explainer.as_of)
    return Feed(folder, title, page, updated, entries)


def atom(ctx: PageContext, record: Record | None = None, _folder: str = "") -> bytes:
    feed, explainer = _feed(ctx, record), ctx.explainer
    named = {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": explainer.language}
    root = ET.Element("feed", named)
    _add(root, "title", feed.title)
    _add(root, "id", ctx.identity(f"{feed.folder}{ATOM}"))
    _add(root, "updated", _moment(feed.updated))
    if ctx.site_url:
        own = ctx.full_address(f"{feed.folder}{ATOM}")
        _add(root, "link", rel="self", type=ATOM_TYPE, href=own)
    _add(root, "link", rel="alternate", type="text/html", href=_href(ctx, feed, feed.page))
    author = _add(root, "author")
    _add(author, "name", explainer.publisher.name)
    if explainer.publisher.url:
        _add(author, "uri", str(explainer.publisher.url))
    _add(root, "rights", explainer.licence)
    for at, title, change in feed.entries:
        entry = _add(root, "entry")
        _add(entry, "title", title)
        _add(entry, "id", ctx.identity(at))
        _add(entry, "updated", _moment(change.date))
        _add(entry, "link", rel="alternate", type="text/html", href=_href(ctx, feed, at))
        _add(entry, "category", term=change.kind, label=ctx.labels.word(change.kind))
        _add(entry, "content", change.note, type="text")
    ET.indent(root, " ")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, name, attributes)
    element.text = text or None
    return element


def _href(ctx: PageContext, feed: Feed, at: str) -> str:
    """In full, or where the site's own address is not known, from the feed's."""
    if ctx.site_url:
        return ctx.full_address(at)
    page, mark, anchor = at.partition("#")
    return f"{relpath(page, dirname(feed.folder) or '.')}/{mark}{anchor}"


def json_feed(ctx: PageContext, record: Record | None = None, _folder: str = "") -> bytes:
    """The same in JSON, where addresses are whole or are not given."""
    feed, publisher = _feed(ctx, record), ctx.explainer.publisher
    own = f"{feed.folder}{JSON_FEED}"
    written = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": ctx.full_address(feed.page) if ctx.site_url else "",
        "feed_url": ctx.full_address(own) if ctx.site_url else "",
        "language": ctx.explainer.language,
        "authors": [without_empty({"name": publisher.name, "url": str(publisher.url or "")})],
    }
    items = [_item(ctx, *entry) for entry in feed.entries]
    return indented({**without_empty(written), "items": items})


def _item(ctx: PageContext, at: str, title: str, change: Change) -> dict[str, Any]:
    item = {
        "id": ctx.identity(at),
        "url": ctx.full_address(at) if ctx.site_url else "",
        "title": title,
        "content_text": change.note,
        "date_published": _moment(change.date),
        "tags": [change.kind],
    }
    return without_empty(item)


def _moment(when: Date) -> str:
    """Days have no hours in the data: the beginning of the day at which a chronicle lists them."""
    return f"{when.listed.isoformat()}T00:00:00Z"
