"""Pages in order of time: the timeline, the changes; and who said what."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

from generator.core.text import listed
from generator.data.paths import CHANGES, TIMELINE, WHO_SAID_WHAT, path_of, topic_path
from generator.kinds.claim import claims_on
from generator.kinds.registry import KINDS, kind_of
from generator.kinds.timeline import STATEMENT, TimelineEntry
from generator.query.context import PageContext
from generator.query.graph import question
from generator.query.statements import Said, all_statements, first_wordings, said_in
from generator.site.axis import Mark, drawn
from generator.site.pages import ChangeView, change_views, write_page, write_part
from generator.site.site import Page
from generator.site.writer import Writer


@dataclass(frozen=True, slots=True)
class Month:
    """The entries of a month, and how many months without any lie before it."""

    heading: str
    empty_before: range
    entries: list[TimelineEntry]


def overview(ctx: PageContext) -> Markup:
    """The line of time as a picture, for the home page and above the timeline."""
    marks = [Mark(one.when, _LANES[one.kind]) for one in timeline_entries(ctx)]
    title = f"{_WHAT.capitalize()} by year; the timeline lists each of them."
    today = ctx.today
    return drawn(marks, tuple(_LANES.values()), title, today) if marks else Markup("")


_LANES = {**{kind.id: kind.lane for kind in KINDS if kind.lane}, STATEMENT: "Statements"}
_WHAT = listed([*(kind.plural for kind in KINDS if kind.lane), "statements"])


def timeline(ctx: PageContext) -> Page:
    entries = timeline_entries(ctx)
    years: dict[int, list[Month]] = {}
    before: TimelineEntry | None = None
    for moment in entries:
        months = years.setdefault(moment.year, [])
        if not months or months[-1].heading != moment.heading:
            empty = max(moment.month - before.month - 1, 0) if before else 0
            months.append(Month(moment.heading, range(empty), []))
        months[-1].entries.append(moment)
        before = moment
    return write_page(
        ctx,
        "timeline",
        TIMELINE,
        title="Timeline",
        description=f"{_WHAT.capitalize()} in one line of time.",
        number=len(entries),
        what=_WHAT,
        overview=overview(ctx),
        years=list(years.items()),
        lines={one.record: timeline_lines(ctx, one.record) for one in entries},
    )


@question
def entries_of(ctx: PageContext, id: str) -> tuple[TimelineEntry, ...]:
    """The entries that a record has in the timeline: its own, and those of its statements."""
    record = ctx.find(id)
    if record is None:
        return ()
    own = kind_of(record).entry(record)
    first = () if own is None else (own,)
    return (*first, *_of_statements(said_in(record), first=len(first)))


@question
def timeline_entries(ctx: PageContext) -> Sequence[TimelineEntry]:
    """All entries in one line of time."""
    lanes = [*_LANES]
    found = chain.from_iterable(entries_of(ctx, id) for id in ctx.ids)
    return tuple(
        sorted(found, key=lambda one: (one.order, lanes.index(one.kind), one.path, one.anchor))
    )


def _of_statements(statements: Iterable[Said], first: int) -> Iterator[TimelineEntry]:
    """One for the same words, however many sources print them."""
    in_order = sorted(statements, key=lambda one: (one.statement.said.order, one.anchor))
    different = {one.place: one for one in first_wordings(in_order)}
    for place, said in enumerate(different.values(), start=first):
        speaker = said.statement.speaker
        yield TimelineEntry(
            said.statement.said,
            STATEMENT,
            "Statement",
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
        write_part(
            ctx, "timeline_entry", TIMELINE, one=one, parties=[ctx.title(id) for id in one.parties]
        )
        for one in entries_of(ctx, id)
    )


def all_changes(ctx: PageContext) -> list[tuple[str, ChangeView]]:
    """Every change with the id of its record (empty: the explainer), newest first."""
    changes = [("", change) for change in change_views(ctx.explainer.changes)]
    changes += [(id, change) for id, its in ctx.changes.items() for change in change_views(its)]
    changes.sort(key=lambda one: one[0])
    changes.sort(key=lambda one: one[1].date, reverse=True)
    return changes


def changes_page(ctx: PageContext) -> Page:
    return write_page(
        ctx,
        "changes",
        CHANGES,
        title="Changes",
        description="Every correction, update and clarification, newest first.",
        changes=all_changes(ctx),
    )


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a speaker said on a topic."""

    topic: str  # path
    label: str
    claims: list[str]  # links

    @property
    def lines(self) -> str:
        return "\n\n".join(f":   {claim}" for claim in self.claims)


@dataclass(frozen=True, slots=True)
class SpeakerView:
    id: str
    number: int  # of statements
    on: list[int]  # how many claims on each of all topics
    topics: list[Spoken]


def who_said_what(ctx: PageContext) -> Page:
    spoken = _spoken(ctx)
    labels = list(ctx.explainer.topics.values())
    speakers = []
    for id, number in Counter(one.speaker for one in all_statements(ctx)).items():
        if id in spoken:
            on = {one.label: len(one.claims) for one in spoken[id]}
            numbers = [on.get(label, 0) for label in labels]
            speakers.append(SpeakerView(id, number, numbers, spoken[id]))
    speakers.sort(key=lambda one: (-one.number, ctx.title(one.id)))
    return write_page(
        ctx,
        "who_said_what",
        WHO_SAID_WHAT,
        title="Who said what",
        description="Every speaker with the topics and claims that they spoke on.",
        speakers=speakers,
        labels=labels,
        names={one.id: ctx.title(one.id) for one in speakers},
    )


def _spoken(ctx: PageContext) -> dict[str, list[Spoken]]:
    """What each speaker said, by the speaker's id."""
    speakers: dict[str, dict[str, None]] = defaultdict(dict)
    for one in all_statements(ctx):
        speakers[one.record][one.speaker] = None
    found: dict[str, list[Spoken]] = defaultdict(list)
    writer = Writer(ctx, WHO_SAID_WHAT)
    for topic, label in ctx.explainer.topics.items():
        by_speaker: dict[str, list[str]] = defaultdict(list)
        for claim in claims_on(ctx, topic):
            link = writer.link(claim)
            for speaker in speakers[claim]:
                by_speaker[speaker].append(link)
        for speaker, claims in by_speaker.items():
            found[speaker].append(Spoken(topic_path(topic), label, claims))
    return found
