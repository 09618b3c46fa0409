"""A talk as an `Event`: when, where, how, who came, and what its organisers called it."""

from generator.data.records import Talk, TalkFormat, TalkStatus
from generator.site.linked.nodes import Links, Node, begin_and_end, node
from generator.site.linked.things import location, references
from generator.labels.english import words

# An offer that nobody took up is no event that was scheduled: it has no status.
_STATUSES = {
    TalkStatus.HELD: "https://schema.org/EventScheduled",
    TalkStatus.CANCELLED: "https://schema.org/EventCancelled",
    TalkStatus.SUSPENDED: "https://schema.org/EventPostponed",
}
_MODES = {
    TalkFormat.IN_PERSON: "https://schema.org/OfflineEventAttendanceMode",
    TalkFormat.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    TalkFormat.PHONE: "https://schema.org/OnlineEventAttendanceMode",
}


def talk_node(links: Links, talk: Talk) -> Node:
    begin, end = begin_and_end(talk.span)
    return node(
        "Event",
        links.thing(talk),
        name=talk.title,
        description=links.ctx.plain(talk.summary),
        startDate=begin,
        endDate=end,
        eventStatus=_STATUSES.get(talk.status),
        eventAttendanceMode=_MODES.get(talk.format),
        location=_location(links, talk),
        organizer=references(links, talk.hosts),
        contributor=references(links, talk.mediators),
        attendee=_attendees(links, talk),
        workFeatured=references(links, talk.documents),
    )


def _location(links: Links, talk: Talk) -> Node:
    if talk.place is None and talk.format in (TalkFormat.ONLINE, TalkFormat.PHONE):
        return node("VirtualLocation", name=words(talk.format))
    where = location(links, talk.place)
    if where and talk.venue:
        return node("Place", name=talk.venue, address=where["address"], containedInPlace=where)
    return where


def _attendees(links: Links, talk: Talk) -> list[Node]:
    """The sides and their delegates; none where nobody came."""
    if talk.status not in (TalkStatus.HELD, TalkStatus.SUSPENDED):
        return []
    sides = [side.organisation for side in talk.parties]
    people = [one.person for side in talk.parties for one in side.delegates]
    return references(links, [*sides, *people])
