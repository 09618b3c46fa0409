"""Which card each page has where it is shared: a record's own, or the one of the whole site."""

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass

from generator.cards.card import Card
from generator.core.dates import Date
from generator.data.kinds import kind_of
from generator.data.records import (
    AnyRecord,
    Claim,
    Document,
    Event,
    Organisation,
    Place,
    Source,
    Talk,
    title_of,
)
from generator.site.claims import status_of
from generator.site.page_context import Making
from generator.site.relations import own_statements
from generator.site.status_styles import tone, tone_of
from generator.labels.english import words

SITE_CARD = "card.png"


def card_path(page: str) -> str:
    """Where the card of a record's page is published: beside it."""
    return f"{page.removesuffix('.md')}/card.png"


def cards(making: Making) -> Mapping[str, Card]:
    """All cards by path, that of the site first."""
    names, rows = making.relations.names, making.rows["shared"]
    own = {card_path(names[id].path): Card(*row) for id, row in rows.items()}
    return {SITE_CARD: site_card(making), **dict(sorted(own.items()))}


def card_row(making: Making, record: AnyRecord) -> Iterator[str]:
    """The words on the card of a record."""
    if making.has_cards:
        yield from astuple(record_card(making, record))


def site_card(making: Making) -> Card:
    explainer = making.explainer
    return Card(explainer.publisher.name, explainer.title, question=explainer.question)


def record_card(making: Making, record: AnyRecord) -> Card:
    about = _particulars(making, record)
    kind = kind_of(record).id.capitalize()
    is_told = kind.lower() in about.sort.lower()  # "Factual claim"
    return Card(
        site=making.explainer.title,
        title=title_of(record),
        kind=about.sort if is_told else " · ".join(filter(None, (kind, about.sort))),
        status=about.status,
        tone=about.tone,
        byline=about.byline,
        date=about.when.words if about.when else "",
    )


@dataclass(frozen=True, slots=True)
class _Particulars:
    """What a card says beside the title of its record."""

    sort: str = ""  # within its kind
    byline: str = ""
    when: Date | None = None
    status: str = ""
    tone: str = ""


def _particulars(making: Making, record: AnyRecord) -> _Particulars:
    def title(id: str | None) -> str:
        return making.title(id) if id else ""

    match record:
        case Claim():
            own, status = own_statements(record), status_of(making, record)
            speaker, said = title(own[0].speaker), min(one.said for one in own)
            return _Particulars(words(record.kind), speaker, said, status.label, tone_of(status))
        case Talk():
            sort, where, status_id = words(record.format), title(record.place), record.status
            return _Particulars(sort, where, record.span, words(status_id), tone(status_id))
        case Source():
            return _Particulars(words(record.type), record.publisher, record.published)
        case Event():
            return _Particulars("", title(record.place), record.date)
        case Document():
            return _Particulars(when=record.date)
        case Place():
            return _Particulars(byline=record.country)
        case Organisation():
            return _Particulars(words(record.kind))
        case _:  # people and terms
            return _Particulars()
