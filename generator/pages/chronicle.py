"""Pages in order of time: the timeline, the changes; and who said what."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.dates import Date
from generator.pages.axis import Mark, drawn
from generator.pages.making import ChangeView, Making, change_views
from generator.pages.paths import HOME, path_of, topic_path
from generator.pages.site import Crumb, Page
from generator.pages.words import words

TIMELINE = "timeline.md"
CHANGES = "changes.md"
WHO_SAID_WHAT = "who-said-what.md"


@dataclass(frozen=True, slots=True)
class Moment:
    """An entry of the timeline."""

    when: Date
    kind: str  # talk, event, statement
    label: str
    path: str
    anchor: str
    title: str
    speaker: str  # an id; for statements only
    parties: tuple[str, ...]  # ids of those who took part or spoke

    @property
    def heading(self) -> str:
        """The month under which it stands, or the year where no month is known."""
        if len(self.when.text) < 7:
            return str(self.when.earliest.year)
        return f"{self.when.earliest:%B} {self.when.earliest.year}"

    @property
    def month(self) -> int:
        """Months since the beginning of the calendar, for the distance between two entries."""
        return self.when.earliest.year * 12 + self.when.earliest.month


@dataclass(frozen=True, slots=True)
class Month:
    """The entries of a month, and how many months without any lie before it."""

    heading: str
    empty_before: range
    entries: list[Moment]


def moments(making: Making) -> list[Moment]:
    """Talks, events and statements in one line of time."""
    found = [*_talks(making), *_events(making), *_statements(making)]
    order = {"talk": 0, "event": 1, "statement": 2}
    return sorted(found, key=lambda one: (one.when, order[one.kind], one.path, one.anchor))


def _talks(making: Making) -> Iterator[Moment]:
    for talk in making.relations.talks:
        sides = tuple(side.organisation for side in talk.parties)
        label = words(talk.status)
        yield Moment(talk.span, "talk", label, path_of(talk), "", talk.title, "", sides)


def _events(making: Making) -> Iterator[Moment]:
    for event in making.relations.events:
        yield Moment(event.date, "event", "Event", path_of(event), "", event.title, "", ())


def _statements(making: Making) -> Iterator[Moment]:
    """One an occasion: the same words in several translations are one moment."""
    seen: set[tuple[str, Date, str]] = set()
    for said in making.relations.statements:
        speaker, when = said.statement.speaker, said.statement.said
        if (said.record.id, when, speaker) in seen:
            continue
        seen.add((said.record.id, when, speaker))
        title, path = said.record.title, path_of(said.record)
        yield Moment(when, "statement", "Statement", path, said.anchor, title, speaker, (speaker,))


def overview(making: Making) -> Markup:
    """The line of time as a picture, for the home page and above the timeline."""
    marks = [Mark(one.when, _LANES[one.kind]) for one in moments(making)]
    title = "Talks, events and statements by year; the timeline lists each of them."
    return drawn(marks, tuple(_LANES.values()), title) if marks else Markup("")


_LANES = {"talk": "Talks", "event": "Events", "statement": "Statements"}


def timeline(making: Making) -> Page:
    entries = moments(making)
    years: dict[int, list[Month]] = {}
    before: Moment | None = None
    for moment in entries:
        months = years.setdefault(moment.when.earliest.year, [])
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
        names={id: making.title(id) for one in entries for id in one.parties},
    )


def all_changes(making: Making) -> list[tuple[str, ChangeView]]:
    """Every change with the id of its record (empty: the explainer), newest first."""
    changes = [("", change) for change in change_views(making.explainer.changes)]
    changes += [
        (id, change)
        for id, record in making.archive.records.items()
        for change in change_views(record.changes)
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
    """What a speaker said on a topic: the claims, as path and title."""

    topic: str  # path
    label: str
    claims: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class SpeakerView:
    id: str
    number: int
    topics: list[Spoken]

    def number_on(self, label: str) -> int:
        """How many claims the speaker made on a topic."""
        return next((len(one.claims) for one in self.topics if one.label == label), 0)


def who_said_what(making: Making) -> Page:
    spoken = _spoken(making)
    speakers = [
        SpeakerView(id, len(said), spoken[id])
        for id, said in making.relations.statements_by_speaker.items()
        if id in spoken
    ]
    speakers.sort(key=lambda one: (-one.number, making.title(one.id)))
    return making.page(
        "who_said_what",
        WHO_SAID_WHAT,
        title="Who said what",
        description="Every speaker with the topics and claims that they spoke on.",
        crumbs=(Crumb("Home", HOME),),
        meta={"hide": ["navigation"]},
        speakers=speakers,
        labels=list(making.explainer.topics.values()),
        names={one.id: making.title(one.id) for one in speakers},
    )


def _spoken(making: Making) -> dict[str, list[Spoken]]:
    """What each speaker said, by the speaker's id."""
    found: dict[str, list[Spoken]] = {}
    for topic, label in making.explainer.topics.items():
        by_speaker: dict[str, list[tuple[str, str]]] = {}
        for claim in making.relations.claims_by_topic.get(topic, ()):
            for speaker in dict.fromkeys(one.speaker for one in claim.statements):
                by_speaker.setdefault(speaker, []).append((path_of(claim), claim.title))
        for speaker, claims in by_speaker.items():
            found.setdefault(speaker, []).append(Spoken(topic_path(topic), label, claims))
    return found
