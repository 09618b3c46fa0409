"""Feeds of changes, in Atom (RFC 4287) and JSON Feed 1.1: one of all, one for each talk and claim.

A feed stands at `changes.atom` and `changes.json` below the address of the page that it follows.
"""

import json
from dataclasses import dataclass
from posixpath import dirname, relpath
from xml.etree import ElementTree as ET

from generator.core.dates import Date
from generator.data.paths import ATOM, ATOM_TYPE, CHANGES, JSON_FEED, address, path_of
from generator.data.records import Record
from generator.query.context import PageContext
from generator.site.chronicle import all_changes
from generator.site.pages import ChangeView, change_views

_NAMESPACE = "http://www.w3.org/2005/Atom"
_VERSION = "https://jsonfeed.org/version/1.1"


@dataclass(frozen=True, slots=True)
class Entry:
    """A change as feeds tell of it."""

    at: str  # its address below the site's
    subject: str
    change: ChangeView

    @property
    def title(self) -> str:
        return f"{self.change.kind}: {self.subject}"


@dataclass(frozen=True, slots=True)
class Feed:
    folder: str  # where it stands, below the site: empty, or with a slash at its end
    title: str
    page: str  # the address of the page that it follows
    updated: Date
    entries: list[Entry]


def atom_of_all(ctx: PageContext) -> bytes:
    """All changes in Atom."""
    return atom(ctx, feed_of_all(ctx))


def json_feed_of_all(ctx: PageContext) -> bytes:
    return in_json(ctx, feed_of_all(ctx))


def record_atom(ctx: PageContext, record: Record, folder: str) -> bytes:
    """A record's own; the same at its former addresses, so that who follows it goes on to."""
    del folder
    return atom(ctx, feed_of(ctx, record))


def record_json_feed(ctx: PageContext, record: Record, folder: str) -> bytes:
    del folder
    return in_json(ctx, feed_of(ctx, record))


def feed_of_all(ctx: PageContext) -> Feed:
    """Every change of the explainer and its records; without any, it is as old as its sources."""
    explainer = ctx.explainer
    entries = []
    for id, change in all_changes(ctx):
        name = ctx.name(id) if id else None
        page = address(name.path if name else CHANGES)
        subject = name.title if name else explainer.title
        entries.append(Entry(f"{page}#{change.anchor}", subject, change))
    updated = entries[0].change.date if entries else explainer.as_of
    return Feed("", f"{explainer.title}: changes", address(CHANGES), updated, entries)


def feed_of(ctx: PageContext, record: Record) -> Feed:
    page, title = address(path_of(record)), record.heading
    changes = change_views(record.changes)
    entries = [Entry(f"{page}#{change.anchor}", title, change) for change in changes]
    newest = max(change.date for change in changes)
    return Feed(page, f"{ctx.explainer.title}: changes of “{title}”", page, newest, entries)


def atom(ctx: PageContext, feed: Feed) -> bytes:
    explainer = ctx.explainer
    root = ET.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": explainer.language})
    _add(root, "title", feed.title)
    _add(root, "id", ctx.identity(f"{feed.folder}{ATOM}"))
    _add(root, "updated", moment(feed.updated))
    if ctx.site_url:
        own = ctx.full_address(f"{feed.folder}{ATOM}")
        _add(root, "link", rel="self", type=ATOM_TYPE, href=own)
    _add(root, "link", rel="alternate", type="text/html", href=_href(ctx, feed, feed.page))
    author = _add(root, "author")
    _add(author, "name", explainer.publisher.name)
    if explainer.publisher.url:
        _add(author, "uri", str(explainer.publisher.url))
    _add(root, "rights", explainer.licence)
    for one in feed.entries:
        entry = _add(root, "entry")
        _add(entry, "title", one.title)
        _add(entry, "id", ctx.identity(one.at))
        _add(entry, "updated", moment(one.change.date))
        _add(entry, "link", rel="alternate", type="text/html", href=_href(ctx, feed, one.at))
        _add(entry, "category", term=one.change.word, label=one.change.kind)
        _add(entry, "content", one.change.note, type="text")
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


def in_json(ctx: PageContext, feed: Feed) -> bytes:
    """The same in JSON, where addresses are whole or are not given."""
    explainer = ctx.explainer
    publisher = {"name": explainer.publisher.name}
    if explainer.publisher.url:
        publisher["url"] = str(explainer.publisher.url)
    addresses = {}
    if ctx.site_url:
        addresses["home_page_url"] = ctx.full_address(feed.page)
        addresses["feed_url"] = ctx.full_address(f"{feed.folder}{JSON_FEED}")
    written = {
        "version": _VERSION,
        "title": feed.title,
        **addresses,
        "language": explainer.language,
        "authors": [publisher],
        "items": [_item(ctx, one) for one in feed.entries],
    }
    return json.dumps(written, ensure_ascii=False, indent=1).encode() + b"\n"


def _item(ctx: PageContext, entry: Entry) -> dict[str, str | list[str]]:
    link = {"url": ctx.full_address(entry.at)} if ctx.site_url else {}
    return {
        "id": ctx.identity(entry.at),
        **link,
        "title": entry.title,
        "content_text": entry.change.note,
        "date_published": moment(entry.change.date),
        "tags": [entry.change.word],
    }


def moment(when: Date) -> str:
    """Days have no hours in the data: the beginning of the day at which a chronicle lists them."""
    return f"{when.listed.isoformat()}T00:00:00Z"
