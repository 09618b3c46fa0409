"""Pages in order of time: the timeline, the changes; and who said what."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from markupsafe import Markup

from generator.data.paths import CHANGES, TIMELINE, WHO_SAID_WHAT, path_of
from generator.data.records import Change
from generator.kinds.claim import claims_on
from generator.kinds.registry import KINDS, kind_of
from generator.kinds.timeline import STATEMENT, TimelineEntry
from generator.labels.labels import N_, sort_key
from generator.query.context import PageContext, grouped
from generator.query.graph import question
from generator.query.statements import Said, all_statements, first_wordings, said_in
from generator.site.charts import line_of_time
from generator.site.pages import with_anchors, write_page
from generator.site.site import Page
from generator.site.writer import rendered


def overview(ctx: PageContext) -> Markup:
    """The line of time as a picture, for the home page and above the timeline."""
    dates = grouped((entry.kind, entry.when) for entry in timeline_entries(ctx))
    if not dates:
        return Markup("")
    _ = ctx.labels.gettext
    lanes = {_(lane): dates.get(kind, ()) for kind, lane in _LANES.items()}
    title = _("{what} by year; the timeline lists each of them.", what=_what(ctx))
    return line_of_time(lanes, title, ctx.today)


_LANES = {**{kind.id: kind.lane for kind in KINDS if kind.lane}, STATEMENT: N_("Statements")}


def _what(ctx: PageContext) -> str:
    """`Talks, Events and Statements`."""
    return ctx.labels.listed(map(ctx.labels.gettext, _LANES.values()))


class Month(NamedTuple):
    """The entries of a month, and how many months without any lie before it."""

    year: int
    heading: str
    empty_before: range
    lines: list[str]


def timeline(ctx: PageContext) -> Page:
    _ = ctx.labels.gettext
    return write_page(
        ctx,
        "timeline",
        TIMELINE,
        title=_("Timeline"),
        description=_("{what} in one line of time.", what=_what(ctx)),
        number=len(timeline_entries(ctx)),
        what=_what(ctx),
        names={kind.id: _(kind.names.singular) for kind in KINDS if kind.lane}
        | {STATEMENT: _("Statement")},
        overview=overview(ctx),
        months=list(_months(ctx)),
    )


def _months(ctx: PageContext) -> Iterator[Month]:
    before = None
    month = ctx.labels.month
    for heading, group in groupby(timeline_entries(ctx), key=lambda entry: month(entry.when)):
        entries = list(group)
        empty = range(entries[0].month - before - 1) if before else range(0)
        lines = [timeline_lines(ctx, entry.record)[entry.place] for entry in entries]
        yield Month(entries[0].year, heading, empty, lines)
        before = entries[-1].month


@question
def entries_of(ctx: PageContext, id: str) -> tuple[TimelineEntry, ...]:
    """The entries that a record has in the timeline: its own, and those of its statements."""
    record = ctx.find(id)
    if record is None:
        return ()
    own = kind_of(record).entry(ctx, record)
    first = () if own is None else (own,)
    return (*first, *_of_statements(ctx, said_in(record), first=len(first)))


@question
def timeline_entries(ctx: PageContext) -> Sequence[TimelineEntry]:
    """All entries in one line of time."""
    lanes = [*_LANES]
    found = chain.from_iterable(entries_of(ctx, id) for id in ctx.ids)
    return tuple(
        sorted(
            found,
            key=lambda entry: (entry.order, lanes.index(entry.kind), entry.path, entry.anchor),
        )
    )


def _of_statements(
    ctx: PageContext, statements: Iterable[Said], first: int
) -> Iterator[TimelineEntry]:
    """One for the same words, however many sources print them."""
    label = ctx.labels.gettext("Statement")
    in_order = sorted(statements, key=lambda said: (said.statement.said.order, said.anchor))
    different = {said.anchor: said for said in first_wordings(in_order)}
    for place, said in enumerate(different.values(), start=first):
        speaker = said.statement.speaker
        yield TimelineEntry(
            said.statement.said,
            STATEMENT,
            label,
            said.record.id,
            path_of(said.record),
            said.record.heading,
            (speaker,),
            speaker,
            said.anchor,
            place,
        )


@question
def timeline_lines(ctx: PageContext, id: str) -> tuple[str, ...]:
    """What the timeline shows of a record: one line an entry."""
    return tuple(
        rendered(
            ctx,
            "timeline_entry",
            TIMELINE,
            entry=entry,
            parties=[ctx.title(id) for id in entry.parties],
        )
        for entry in entries_of(ctx, id)
    )


@question
def all_changes(ctx: PageContext) -> list[tuple[str, Change, str]]:
    """Every change, newest first: the id of its record (empty: the explainer), it, its anchor."""
    changes = {"": ctx.explainer.changes, **dict(sorted(ctx.changes.items()))}
    found = [(id, *change) for id, own in changes.items() for change in with_anchors(own)]
    return sorted(found, key=lambda told: told[1].date, reverse=True)


def changes_page(ctx: PageContext) -> Page:
    _ = ctx.labels.gettext
    return write_page(
        ctx,
        "changes",
        CHANGES,
        title=_("Changes"),
        description=_("Every correction, update and clarification, newest first."),
        changes=all_changes(ctx),
    )


def who_said_what(ctx: PageContext) -> Page:
    _, statements = ctx.labels.gettext, all_statements(ctx)
    speakers = grouped((said.record, said.speaker) for said in statements)
    spoken: dict[str, dict[str, list[str]]] = {}  # the claims by speaker and topic, all of them ids
    for topic in ctx.explainer.topics:
        for claim in claims_on(ctx, topic):
            for speaker in dict.fromkeys(speakers[claim]):
                spoken.setdefault(speaker, {}).setdefault(topic, []).append(claim)
    numbers = Counter(said.speaker for said in statements)
    return write_page(
        ctx,
        "who_said_what",
        WHO_SAID_WHAT,
        title=_("Who said what"),
        description=_("Every speaker with the topics and claims that they spoke on."),
        speakers=sorted(spoken, key=lambda who: (-numbers[who], sort_key(ctx.title(who)))),
        numbers=numbers,
        spoken=spoken,
    )
