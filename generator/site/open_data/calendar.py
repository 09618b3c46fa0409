"""`talks.ics`: the talks whose days are known, as entries of a calendar (RFC 5545).

A calendar knows days, not "about" or "in the course of a month": a talk of which no more is known
is left out rather than given days that nobody knows, and the page about the data names it.
"""

from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event, vGeo

from generator.data.paths import address, path_of
from generator.kinds.place import Place
from generator.kinds.talk import Talk, TalkStatus, talks
from generator.query.context import PageContext

_STATUSES = {
    TalkStatus.HELD: "CONFIRMED",
    TalkStatus.OFFERED: "TENTATIVE",
    TalkStatus.CANCELLED: "CANCELLED",
}


def has_days(talk: Talk) -> bool:
    """Are the days on which it began and ended known, and certain?"""
    days = talk.span.ends
    return not talk.span.is_open and all(day and day.day and not day.qualifier for day in days)


def left_out(ctx: PageContext) -> list[Talk]:
    return [talk for talk in talks(ctx) if not has_days(talk)]


def calendar_file(ctx: PageContext) -> bytes:
    title = ctx.labels.gettext("{explainer}: talks", explainer=ctx.explainer.title)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//explainer//talks//EN")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)  # what programs older than the property `name` read
    for talk in talks(ctx):
        if has_days(talk):
            calendar.add_component(_entry(ctx, talk))
    written: bytes = calendar.to_ical()
    return written


def _entry(ctx: PageContext, talk: Talk) -> Event:
    """Days are set free: an entry tells of the talk, and keeps nobody busy."""
    at = address(path_of(talk))
    entry = Event()
    entry.add("uid", ctx.identity(at))
    entry.add("dtstamp", _changed(ctx, talk))
    entry.add("dtstart", talk.span.earliest)
    entry.add("dtend", talk.span.latest + timedelta(days=1))  # the first day that is not of it
    entry.add("transp", "TRANSPARENT")
    entry.add("summary", _summary(ctx, talk))
    if talk.status in _STATUSES:
        entry.add("status", _STATUSES[talk.status])
    entry.add("categories", [talk.status.value])
    entry.add("description", ctx.plain(talk.summary))
    _add_place(ctx, talk, entry)
    if ctx.site_url:
        entry.add("url", ctx.full_address(at))
    return entry


def _summary(ctx: PageContext, talk: Talk) -> str:
    """Calendars show little else, so what was not held says so itself."""
    if talk.status is TalkStatus.HELD:
        return talk.title
    return f"{talk.title} ({ctx.labels.word(talk.status).lower()})"


def _add_place(ctx: PageContext, talk: Talk, entry: Event) -> None:
    place = ctx.find(talk.place or "")
    names = [talk.venue or "", place.heading if place else ""]
    if any(names):
        entry.add("location", ", ".join(filter(None, names)))
    if isinstance(place, Place) and place.latitude is not None and place.longitude is not None:
        entry.add("geo", vGeo((place.latitude, place.longitude)))


def _changed(ctx: PageContext, talk: Talk) -> datetime:
    """When the entry last became another, as far as the data say."""
    when = max((change.date for change in talk.changes), default=ctx.explainer.as_of)
    return datetime.combine(when.listed, time(), UTC)
