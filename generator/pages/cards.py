"""Which card each page has where it is shared: a record's own, or the one of the whole site."""

from collections.abc import Mapping

from generator.cards.card import Card
from generator.dates import Date
from generator.model.kinds import kind_of
from generator.model.records import (
    AnyRecord,
    Claim,
    Document,
    Event,
    Organisation,
    Person,
    Place,
    Source,
    Talk,
    Term,
    title_of,
)
from generator.pages.claims import status_of
from generator.pages.making import Making
from generator.pages.paths import path_of
from generator.pages.tones import tone
from generator.pages.words import words

SITE_CARD = "card.png"


def card_path(page: str) -> str:
    """Where the card of a record's page is published: beside it."""
    return f"{page.removesuffix('.md')}/card.png"


def cards(making: Making) -> Mapping[str, Card]:
    """All cards by path, that of the site first."""
    records = making.archive.records.values()
    own = {card_path(path_of(record)): record_card(making, record) for record in records}
    return {SITE_CARD: site_card(making), **dict(sorted(own.items()))}


def site_card(making: Making) -> Card:
    explainer = making.explainer
    return Card(explainer.publisher.name, explainer.title, question=explainer.question)


def record_card(making: Making, record: AnyRecord) -> Card:
    match record:
        case Claim():
            return _claim(making, record)
        case Talk():
            status, where = record.status, _title(making, record.place)
            return _card(
                making, record, words(record.format), where, record.span, words(status), status
            )
        case Source():
            return _card(
                making, record, words(record.type), record.publisher, record.published
            )
        case Event():
            return _card(making, record, "", _title(making, record.place), record.date)
        case Document():
            return _card(making, record, "", "", record.date)
        case Place():
            return _card(making, record, "", record.country)
        case Organisation():
            return _card(making, record, words(record.kind))
        case Person():
            only = record.roles[0].title if len(record.roles) == 1 else ""
            return _card(making, record, "", only)
        case Term():
            return _card(making, record)


def _claim(making: Making, claim: Claim) -> Card:
    """With the one who asserted it first."""
    first = min(claim.statements, key=lambda one: one.said)
    status = status_of(making, claim)
    speaker = _title(making, first.speaker)
    return _card(making, claim, words(claim.kind), speaker, first.said, status.label, status.id)


def _card(
    making: Making,
    record: AnyRecord,
    sort: str = "",
    byline: str = "",
    when: Date | None = None,
    status: str = "",
    status_id: str = "",
) -> Card:
    kind = kind_of(record).id.capitalize()
    return Card(
        site=making.explainer.title,
        title=title_of(record),
        kind=sort if kind.lower() in sort.lower() else " · ".join(filter(None, (kind, sort))),
        status=status,
        tone=tone(status_id) if status else "",
        byline=byline,
        date=when.words if when else "",
    )


def _title(making: Making, id: str | None) -> str:
    return title_of(making.archive.records[id]) if id else ""
