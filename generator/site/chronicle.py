"""Pages in order of time: the timeline, the changes; and who said what."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.data.records import AnyRecord, Claim
from generator.site.axis import Mark, drawn
from generator.site.page_context import ChangeView, Making, change_views
from generator.site.timeline_entries import Moment, moments_in
from generator.site.paths import HOME, topic_path
from generator.site.site import Crumb, Page

TIMELINE = "timeline.md"
CHANGES = "changes.md"
WHO_SAID_WHAT = "who-said-what.md"


@dataclass(frozen=True, slots=True)
class Month:
    """The entries of a month, and how many months without any lie before it."""

    heading: str
    empty_before: range
    entries: list[Moment]


def overview(making: Making) -> Markup:
    """The line of time as a picture, for the home page and above the timeline."""
    marks = [Mark(one.when, _LANES[one.kind]) for one in making.relations.moments]
    title = "Talks, events and statements by year; the timeline lists each of them."
    today = making.archive.today
    return drawn(marks, tuple(_LANES.values()), title, today) if marks else Markup("")


_LANES = {"talk": "Talks", "event": "Events", "statement": "Statements"}


def timeline(making: Making) -> Page:
    entries = making.relations.moments
    years: dict[int, list[Month]] = {}
    before: Moment | None = None
    for moment in entries:
        months = years.setdefault(moment.year, [])
        if not months or months[-1].heading != moment.heading:
            empty = max(moment.month - before.month - 1, 0) if before else 0
            months.append(Month(moment.heading, range(empty), []))
        months[-1].entries.append(moment)
        before = moment
    return making.page(
        "timeline",
        TIMELINE,
        title="Timeline",
        description="Talks, events and statements in one line of time.",
        crumbs=(Crumb("Home", HOME),),
        meta={"hide": ["navigation"]},
        number=len(entries),
        overview=overview(making),
        years=list(years.items()),
        lines=making.rows["timeline"],
    )


def timeline_rows(making: Making, record: AnyRecord) -> Iterator[str]:
    """What the timeline shows of a record: one line an entry."""
    for one in moments_in(record):
        names = [making.title(id) for id in one.parties]
        yield making.part("moment", TIMELINE, one=one, parties=names)


def all_changes(making: Making) -> list[tuple[str, ChangeView]]:
    """Every change with the id of its record (empty: the explainer), newest first."""
    changes = [("", change) for change in change_views(making.explainer.changes)]
    changes += [
        (id, change) for id, its in making.relations.changes.items() for change in change_views(its)
    ]
    changes.sort(key=lambda one: one[0])
    changes.sort(key=lambda one: one[1].date, reverse=True)
    return changes


def changes_page(making: Making) -> Page:
    return making.page(
        "changes",
        CHANGES,
        title="Changes",
        description="Every correction, update and clarification, newest first.",
        crumbs=(Crumb("Home", HOME),),
        meta={"hide": ["navigation"]},
        changes=all_changes(making),
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


def who_said_what(making: Making) -> Page:
    spoken = _spoken(making)
    labels = list(making.explainer.topics.values())
    speakers = []
    for id, number in Counter(one.speaker for one in making.relations.statements).items():
        if id in spoken:
            on = {one.label: len(one.claims) for one in spoken[id]}
            numbers = [on.get(label, 0) for label in labels]
            speakers.append(SpeakerView(id, number, numbers, spoken[id]))
    speakers.sort(key=lambda one: (-one.number, making.title(one.id)))
    return making.page(
        "who_said_what",
        WHO_SAID_WHAT,
        title="Who said what",
        description="Every speaker with the topics and claims that they spoke on.",
        crumbs=(Crumb("Home", HOME),),
        meta={"hide": ["navigation"]},
        speakers=speakers,
        labels=labels,
        names={one.id: making.title(one.id) for one in speakers},
    )


def said_rows(making: Making, record: AnyRecord) -> Iterator[str]:
    """A claim as the page of who said what links to it."""
    if isinstance(record, Claim):
        yield making.part("said", WHO_SAID_WHAT, claim=record.id)


def _spoken(making: Making) -> dict[str, list[Spoken]]:
    """What each speaker said, by the speaker's id."""
    speakers: dict[str, dict[str, None]] = defaultdict(dict)
    for one in making.relations.statements:
        speakers[one.record][one.speaker] = None
    found: dict[str, list[Spoken]] = defaultdict(list)
    for topic, label in making.explainer.topics.items():
        by_speaker: dict[str, list[str]] = defaultdict(list)
        for claim in making.relations.claims_by_topic.get(topic, ()):
            link = making.rows["said"][claim][0]
            for speaker in speakers[claim]:
                by_speaker[speaker].append(link)
        for speaker, claims in by_speaker.items():
            found[speaker].append(Spoken(topic_path(topic), label, claims))
    return found
