"""Pages in order of time: the timeline, the changes; and who said what."""

from dataclasses import dataclass

from generator.dates import Date
from generator.model.records import Change, title_of
from generator.pages.making import ChangeView, Making
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


def moments(making: Making) -> list[Moment]:
    """Talks, events and statements in one line of time."""
    found = [
        Moment(talk.span, "talk", words(talk.status), path_of(talk), "", talk.title, "")
        for talk in making.relations.talks
    ]
    found += [
        Moment(event.date, "event", "Event", path_of(event), "", event.title, "")
        for event in making.relations.events
    ]
    seen: set[tuple[str, Date, str]] = set()
    for said in making.relations.statements:
        key = (said.record.id, said.statement.said, said.statement.speaker)
        if key not in seen:  # one occasion in several translations is one moment
            seen.add(key)
            found.append(
                Moment(
                    said.statement.said,
                    "statement",
                    "Statement",
                    path_of(said.record),
                    said.anchor,
                    said.record.title,
                    said.statement.speaker,
                )
            )
    order = {"talk": 0, "event": 1, "statement": 2}
    return sorted(found, key=lambda one: (one.when, order[one.kind], one.path, one.anchor))


def timeline(making: Making) -> Page:
    entries = moments(making)
    years: dict[int, dict[str, list[Moment]]] = {}
    for moment in entries:
        months = years.setdefault(moment.when.listed.year, {})
        months.setdefault(moment.when.month, []).append(moment)
    return making.page(
        "timeline",
        TIMELINE,
        title="Timeline",
        description="Talks, events and statements in one line of time.",
        crumbs=(Crumb("Home", HOME),),
        meta={"hide": ["navigation"]},
        number=len(entries),
        years=[(year, list(months.items())) for year, months in years.items()],
    )


def all_changes(making: Making) -> list[tuple[str, ChangeView]]:
    """Every change with the id of its record (empty: the explainer), newest first."""
    changes: list[tuple[str, Change]] = [("", change) for change in making.explainer.changes]
    changes += [
        (id, change) for id, record in making.archive.records.items() for change in record.changes
    ]
    changes.sort(key=lambda one: one[0])
    changes.sort(key=lambda one: one[1].date, reverse=True)
    return [(id, ChangeView.of(change)) for id, change in changes]


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
class SpeakerView:
    id: str
    number: int
    topics: list[tuple[str, str, list[tuple[str, str]]]]  # path, label, claims: path and title


def who_said_what(making: Making) -> Page:
    speakers = []
    for id, said in making.relations.statements_by_speaker.items():
        topics = []
        for topic, label in making.explainer.topics.items():
            claims = {
                claim.id: claim
                for claim in making.relations.claims_by_topic.get(topic, ())
                if any(one.speaker == id for one in claim.statements)
            }
            if claims:
                links = [(path_of(claim), claim.title) for claim in claims.values()]
                topics.append((topic_path(topic), label, links))
        if topics:
            speakers.append(SpeakerView(id, len(said), topics))
    speakers.sort(key=lambda one: (-one.number, title_of(making.archive.records[one.id])))
    return making.page(
        "who_said_what",
        WHO_SAID_WHAT,
        title="Who said what",
        description="Every speaker with the topics and claims that they spoke on.",
        crumbs=(Crumb("Home", HOME),),
        meta={"hide": ["navigation"]},
        speakers=speakers,
    )
