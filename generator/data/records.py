"""What all kinds of record share, statements, and the explainer; each field with its description.

These classes, and the model of each kind in `generator.kinds`, are the only place where the schema
stands: checks, pages, the field reference, the JSON Schema and new files are made from them. The
words are the words of the YAML.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar, NamedTuple

from pydantic import Field

from generator.data.fields import (
    Boolean,
    Edtf,
    Id,
    Language,
    Line,
    Part,
    Prose,
    Reference,
    Text,
    WebAddress,
    Wikidata,
)
from generator.data.walk import Path

ACTORS = ("person", "organisation")


class KindNames(NamedTuple):
    """What a kind of record is called: in the data, on the site, and in a sentence."""

    id: str
    plural: str
    folder: str  # below `site-data/`
    section: str  # of the site

    @property
    def singular(self) -> str:
        """As a heading: a message of the interface."""
        return self.id.capitalize()

    @property
    def label(self) -> str:
        """The same for several."""
        return self.plural.capitalize()


class ChangeKind(StrEnum):
    CORRECTION = "correction"
    UPDATE = "update"
    CLARIFICATION = "clarification"


class Change(Part):
    """One change that readers are told of."""

    date: Edtf = Field(description="The day on which it was published.")
    kind: ChangeKind = Field(description="Was something wrong, new, or put more clearly?")
    note: Line = Field(description="What changed, in a sentence for readers.")


class Record(Part):
    """What all records have in common."""

    KIND: ClassVar[KindNames]
    schema_type: ClassVar[str] = "Thing"  # the closest type of schema.org
    narrower_types: ClassVar[tuple[str, Mapping[Any, str]]] = ("", {})  # by what a field holds

    id: Id = Field(description="The file's stem; permanent.", exclude=True)
    sources: tuple[Annotated[str, Reference("source", ("source",))], ...] = Field(
        (), description="Sources of the record beyond those that its prose cites."
    )
    changes: tuple[Change, ...] = Field(
        (), description="Corrections, updates and clarifications, newest first."
    )
    formerly: tuple[Id, ...] = Field((), description="Ids that this record had before.")
    draft: Boolean = Field(False, description="Keeps the record out of the published site.")
    embargo: Edtf | None = Field(
        None, description="The day from which the record is published; a preview shows it before."
    )

    @property
    def heading(self) -> str:
        """The words by which readers know the record: the title or name that it has."""
        words: str = getattr(self, "title" if hasattr(self, "title") else "name")
        return words

    @property
    def linked_type(self) -> str:
        """What schema.org calls it."""
        field, types = self.narrower_types
        return types.get(getattr(self, field, ""), self.schema_type)

    @property
    def verdict(self) -> str | None:
        """The id of the status of its newest assessment, empty before there is one; none for what
        is not assessed."""
        return None

    def quoted(self) -> Iterator[tuple[Path, str, str]]:
        """Words of sources that stand in fields of their own: where, of which source, the words."""
        return iter(())

    @property
    def held_until(self) -> date:
        """The day before which it is not published."""
        if self.draft:
            return date.max
        return self.embargo.earliest if self.embargo else date.min


class Entity(Record):
    """A record of something that has names in more than one language."""

    names: dict[Language, Line] = Field(
        {}, description="The name in other languages, each in its own script, by language code."
    )
    also: tuple[Line, ...] = Field((), description="Other spellings under which people search.")
    wikidata: Wikidata | None = Field(None, description="Wikidata's id of the same thing.")
    summary: Annotated[Text, Prose("summary")] | None = Field(
        None, description="What a reader must know, in one to three sentences, cited."
    )
    body: Annotated[Text, Prose("text")] | None = Field(None, description="The rest, cited.")


class Quote(Part):
    """Exact words, in the language in which the source prints them."""

    lang: Language = Field(description="The language of `text`.")
    text: Line = Field(description="The words, exactly as the source prints them.")
    translated: Boolean = Field(False, description="The source itself translated what was said.")
    translation: Line | None = Field(None, description="Our own English translation.")


class Statement(Part):
    """One occasion on which someone said something, and how it reached the page."""

    RELIED_ON = ("speaker", "said", "published")

    speaker: Annotated[str, Reference("speaker of a statement", ACTORS)] = Field(
        description="Who said it."
    )
    said: Edtf = Field(description="When it was said.")
    published: Edtf = Field(description="When the source published it.")
    quote: Quote | None = Field(None, description="The exact words; or give a paraphrase.")
    paraphrase: Annotated[Text, Prose("statement", cited=False)] | None = Field(
        None, description="What was said, in our own words; or give a quote."
    )
    occasion: Annotated[Line, Prose("occasion of a statement", cited=False)] | None = Field(
        None, description="Where and to whom it was said."
    )
    via: tuple[Annotated[Line, Prose("channel of a statement", cited=False)], ...] = Field(
        (), description="The channels from the mouth to the source, in order."
    )
    source: Annotated[str, Reference("source of a statement", ("source",))] = Field(
        description="The page on which it was read."
    )
    passage: str | None = Field(None, description="The passage of the source, by its id there.")


def has_statements(model: type[Part]) -> bool:
    """Do records of this kind hold statements?"""
    return "statements" in model.model_fields


def statements_of(record: Part) -> tuple[Statement, ...]:
    """Those of a record of a kind that has statements."""
    found: tuple[Statement, ...] = getattr(record, "statements", ())
    return found


class Publisher(Part):
    name: Line = Field(description="Who publishes the explainer.")
    url: WebAddress | None = Field(None, description="The publisher's address.")


class Status(Part):
    """A status of the declared scale."""

    RELIED_ON = ("label",)

    id: Id = Field(description="The word that assessments use.")
    label: Line = Field(description="The word that readers see.")
    meaning: Line = Field(description="What it means, in one sentence.")
    rating: int | None = Field(
        None,
        ge=1,
        le=5,
        description="1 (wrong) to 5 (right), which also gives the sign beside the word; "
        "leave out for no rating.",
    )


class MapFrame(Part):
    """The stretch of the globe that the maps show, in decimal degrees."""

    west: float = Field(ge=-180, le=180, description="Longitude of its left edge.")
    south: float = Field(ge=-90, le=90, description="Latitude of its lower edge.")
    east: float = Field(ge=-180, le=180, description="Longitude of its right edge.")
    north: float = Field(ge=-90, le=90, description="Latitude of its upper edge.")
    note: Line | None = Field(None, description="What readers must know of how it is drawn.")


class Explainer(Part):
    """`site-data/explainer.yml`: the explainer as a whole."""

    title: Line = Field(description="The site's title.")
    question: Line = Field(description="The question that it answers.")
    answer: Annotated[Text, Prose("answer")] = Field(description="At most three sentences, cited.")
    key_points: tuple[Annotated[Text, Prose("key point")], ...] = Field(
        (), description="What a reader should take away, cited."
    )
    unknowns: tuple[Annotated[Text, Prose("unknown")], ...] = Field(
        (), description="What is not known, cited."
    )
    as_of: Edtf = Field(description="The day up to which its sources go.")
    language: Language = Field("en", description="The language that it is written in.")
    publisher: Publisher = Field(description="Who publishes it.")
    licence: Line = Field("CC-BY-4.0", description="The licence of its text and data.")
    topics: dict[Id, Line] = Field(description="Topics: id and label.")
    scale: tuple[Status, ...] = Field(min_length=1, description="The assessment statuses.")
    map: MapFrame | None = Field(
        None, description="What the maps show; without it, all places that have coordinates."
    )
    moved: dict[Line, Line] = Field(
        {}, description="Old addresses of topics, lists and files, and where each leads now."
    )
    changes: tuple[Change, ...] = Field((), description="Changes to the explainer as a whole.")

    def status(self, word: str) -> Status:
        return next(status for status in self.scale if status.id == word)
