"""Every kind of record, with the description of each of its fields.

These classes are the only place where the schema stands: checks, pages, the field reference, the
JSON Schema and new files are made from them. The words are the words of the YAML.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, NamedTuple

from pydantic import Field

from generator.core.dates import Date
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
    Word,
)

ACTORS = ("person", "organisation")


class KindNames(NamedTuple):
    """What a kind of record is called: in the data, on the site, and in a sentence."""

    id: str
    plural: str
    folder: str  # below `site-data/`
    section: str  # of the site

    @property
    def label(self) -> str:
        """As a heading."""
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
    schema_type: ClassVar[str] = "Thing"  # the closest type of schema.org, if it is always the same

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
        return self.schema_type

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


class Role(Part):
    """An office or function."""

    title: Line = Field(description="The office, as talks name it.")
    organisation: Annotated[str, Reference("role in it", ("organisation",))] | None = Field(
        None, description="The state, body or party in which the office is held."
    )
    start: Edtf | None = Field(None, description="When it began, where a source says so.")
    end: Edtf | None = Field(None, description="When it ended, where a source says so.")


class Person(Entity):
    KIND = KindNames("person", "people", "context/people", "people")
    schema_type = "Person"

    name: Line = Field(description="The form most used in English.")
    roles: tuple[Role, ...] = Field((), description="Offices and functions, with dates if known.")


class OrganisationKind(StrEnum):
    STATE = "state"
    BODY = "body"
    OUTLET = "outlet"
    CHANNEL = "channel"
    PARTY = "party"
    COMPANY = "company"
    GROUP = "group"


# What schema.org has a closer word for; everything else is what its parent is called.
_ORGANISATIONS = {
    OrganisationKind.STATE: "GovernmentOrganization",
    OrganisationKind.OUTLET: "NewsMediaOrganization",
    OrganisationKind.PARTY: "PoliticalParty",
}


class Organisation(Entity):
    KIND = KindNames("organisation", "organisations", "context/organisations", "organisations")
    schema_type = "Organization"

    name: Line = Field(description="The form most used in English.")
    kind: OrganisationKind = Field(description="What it is.")
    standpoint: Line | None = Field(None, description="For media: whose voice it is.")

    @property
    def linked_type(self) -> str:
        return _ORGANISATIONS.get(self.kind, self.schema_type)


class Precision(StrEnum):
    EXACT = "exact"
    APPROXIMATE = "approximate"


class Place(Entity):
    KIND = KindNames("place", "places", "context/places", "places")
    schema_type = "Place"

    name: Line = Field(description="The form most used in English.")
    country: Line = Field(description="The country that it belongs to.")
    within: Annotated[str, Reference("place in it", ("place",))] | None = Field(
        None, description="The larger place that it lies in."
    )
    latitude: float | None = Field(None, ge=-90, le=90, description="Decimal degrees, north +.")
    longitude: float | None = Field(None, ge=-180, le=180, description="Decimal degrees, east +.")
    precision: Precision | None = Field(None, description="How exact the coordinates are.")


class Document(Entity):
    KIND = KindNames("document", "documents", "context/documents", "documents")
    schema_type = "CreativeWork"

    title: Line = Field(description="The name by which the document is known.")
    date: Edtf = Field(description="When it was signed, adopted or drawn up.")
    parties: tuple[Annotated[str, Reference("party to it", ACTORS)], ...] = Field(
        (), description="Who signed it, adopted it or drew it up."
    )
    status: Line | None = Field(None, description="In force, unsigned draft, …")
    provisions: tuple[Annotated[Text, Prose("provision")], ...] = Field(
        (), description="What it says, in our own words, cited."
    )


class Event(Entity):
    KIND = KindNames("event", "events", "context/events", "events")
    schema_type = "Event"

    title: Line = Field(description="What happened, in a few neutral words.")
    date: Edtf = Field(description="When it happened.")
    place: Annotated[str, Reference("place of an event", ("place",))] | None = Field(
        None, description="Where it happened."
    )


class Term(Entity):
    KIND = KindNames("term", "terms", "context/terms", "glossary")
    schema_type = "DefinedTerm"

    name: Line = Field(description="The term, as it stands in a sentence.")
    definition: Annotated[Text, Prose("definition")] = Field(
        description="What it means, in one to three sentences, cited."
    )


class SourceType(StrEnum):
    NEWS = "news"
    OFFICIAL = "official"
    INTERVIEW = "interview"
    TRANSCRIPT = "transcript"
    REFERENCE = "reference"
    DATASET = "dataset"
    SOCIAL = "social"
    ANALYSIS = "analysis"


class Read(StrEnum):
    FULL = "full"
    EXCERPT = "excerpt"
    NOT_READ = "not-read"


class Passage(Part):
    """A place in a source, in the source's own order."""

    id: Id = Field(description="Names the passage within its source: `p8-s1`.")
    place: Line = Field(description="Where it stands, in words: `Paragraph 8, sentence 1`.")
    opening: Line = Field(description="Its opening words, never more.")
    says: Annotated[Text, Prose("passage", cited=False)] | None = Field(
        None, description="What it says, in our own words."
    )
    examined_by: tuple[Annotated[str, Reference("examines a passage")], ...] = Field(
        (), description="The claims, talks, events and terms that examine it."
    )
    note: Line | None = Field(None, description="Why nothing examines it, or a remark.")


_SOURCES = {
    SourceType.NEWS: "NewsArticle",
    SourceType.INTERVIEW: "NewsArticle",
    SourceType.ANALYSIS: "AnalysisNewsArticle",
    SourceType.SOCIAL: "SocialMediaPosting",
}


class Source(Record):
    KIND = KindNames("source", "sources", "sources", "sources")
    schema_type = "CreativeWork"

    title: Line = Field(description="Its own title; a description in [square brackets] if none.")
    publisher: Line = Field(description="Who published it.")
    organisation: Annotated[str, Reference("publisher", ("organisation",))] | None = Field(
        None, description="The publisher's own record, if there is one."
    )
    authors: tuple[Line, ...] = Field((), description="People or agencies named as authors.")
    published: Edtf | None = Field(None, description="When it was published, as far as known.")
    accessed: Edtf | None = Field(None, description="When it was read for this explainer.")
    url: WebAddress | None = Field(None, description="Its address (http or https).")
    archive_url: WebAddress | None = Field(None, description="An archived copy.")
    language: Language = Field(description="The language that it is written in.")
    type: SourceType = Field(description="What kind of source it is.")
    standpoint: Line = Field(description="Whose voice it is, in a short phrase.")
    read: Read = Field(Read.EXCERPT, description="How much of it was read for this explainer.")
    note: Line | None = Field(None, description="A remark for readers.")
    passages: tuple[Passage, ...] = Field((), description="Its passages, in order.")

    @property
    def linked_type(self) -> str:
        return _SOURCES.get(self.type, self.schema_type)


class Quote(Part):
    """Exact words, in the language in which the source prints them."""

    lang: Language = Field(description="The language of `text`.")
    text: Line = Field(description="The words, exactly as the source prints them.")
    translated: Boolean = Field(False, description="The source itself translated what was said.")
    translation: Line | None = Field(None, description="Our own English translation.")


class Statement(Part):
    """One occasion on which someone said something, and how it reached the page."""

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


def statements_of(record: Part) -> tuple[Statement, ...]:
    """Those of a record of a kind that has statements."""
    found: tuple[Statement, ...] = getattr(record, "statements", ())
    return found


class TalkFormat(StrEnum):
    IN_PERSON = "in-person"
    ONLINE = "online"
    PHONE = "phone"
    SHUTTLE = "shuttle"
    STATEMENT = "statement"


class TalkStatus(StrEnum):
    HELD = "held"
    OFFERED = "offered"
    CANCELLED = "cancelled"
    SUSPENDED = "suspended"


class Delegate(Part):
    person: Annotated[str, Reference("delegate", ("person",))] = Field(description="Who came.")
    role: Line | None = Field(None, description="The office then held: one of the person's roles.")
    head: Boolean = Field(False, description="Led the delegation.")


class Delegation(Part):
    organisation: Annotated[str, Reference("party", ("organisation",))] = Field(
        description="The side that the delegation spoke for."
    )
    delegates: tuple[Delegate, ...] = Field((), description="Who came for it, the head first.")


class OutcomeKind(StrEnum):
    AGREED = "agreed"
    PROPOSED = "proposed"
    REFUSED = "refused"
    OPEN = "open"


class Outcome(Part):
    kind: OutcomeKind = Field(description="Was it agreed, proposed, refused or left open?")
    text: Annotated[Text, Prose("outcome")] = Field(description="What came of it, cited.")


class Talk(Record):
    KIND = KindNames("talk", "talks", "talks", "talks")
    schema_type = "Event"

    title: Line = Field(description="What it is called, in a few neutral words.")
    start: Edtf = Field(description="The day on which it began.")
    end: Edtf | None = Field(None, description="The day on which it ended, if another.")
    place: Annotated[str, Reference("place of a talk", ("place",))] | None = Field(
        None, description="Where it was held; leave out for calls and video links."
    )
    venue: Line | None = Field(None, description="The building or room.")
    format: TalkFormat = Field(description="How the sides met.")
    status: TalkStatus = Field(description="Was it held?")
    hosts: tuple[Annotated[str, Reference("host", ACTORS)], ...] = Field(
        (), description="Who hosted it, or offered to."
    )
    mediators: tuple[Annotated[str, Reference("mediator", ACTORS)], ...] = Field(
        (), description="Who mediated."
    )
    parties: tuple[Delegation, ...] = Field(
        (), description="Who took part, or was invited, side by side."
    )
    agenda: tuple[Line, ...] = Field((), description="What was on the table, in short phrases.")
    outcomes: tuple[Outcome, ...] = Field((), description="What came of it.")
    documents: tuple[Annotated[str, Reference("document of a talk", ("document",))], ...] = Field(
        (), description="Documents that were discussed or made."
    )
    follows: Annotated[str, Reference("follows it", ("talk",))] | None = Field(
        None, description="The talk before it."
    )
    summary: Annotated[Text, Prose("summary")] = Field(
        description="Who met, why, and what came of it, cited."
    )
    body: Annotated[Text, Prose("text")] | None = Field(None, description="The rest, cited.")
    statements: tuple[Statement, ...] = Field((), description="What those present said of it.")

    @property
    def span(self) -> Date:
        """The talk's days as one date."""
        if self.end is None:
            return self.start
        begin, end = self.start.text.partition("/")[0], self.end.text.rpartition("/")[2]
        if begin == end == "..":
            return self.start
        return Date(self.start.earliest, self.end.latest, f"{begin}/{end}")


class ClaimKind(StrEnum):
    FACTUAL = "factual"
    PREDICTION = "prediction"
    OPINION = "opinion"
    OFFER = "offer"
    ALLEGATION = "allegation"


class Stance(StrEnum):
    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"


class Evidence(Part):
    stance: Stance = Field(description="Does it speak for the claim, against it, or beside it?")
    source: Annotated[str, Reference("evidence", ("source",))] = Field(
        description="Where it stands."
    )
    quote: Quote | None = Field(None, description="The exact words that matter.")
    note: Annotated[Text, Prose("evidence", cited=False)] = Field(
        description="What this source shows, in our own words."
    )


class Assessment(Part):
    """What the evidence says of a claim as of a day. Never overwritten: a newer one goes above."""

    as_of: Edtf = Field(description="The day up to which the evidence was weighed.")
    status: Annotated[str, Word("scale")] = Field(description="A status of the declared scale.")
    summary: Annotated[Text, Prose("assessment")] = Field(
        description="The reasoning, cited. Its first paragraph, the short reason, opens the page."
    )
    evidence: tuple[Evidence, ...] = Field((), description="Evidence for and against.")


class Review(Part):
    """A verdict that someone else published."""

    organisation: Line = Field(description="Who reviewed the claim.")
    verdict: Line = Field(description="The verdict, in their words.")
    url: WebAddress = Field(description="Where it was published.")


class RelationKind(StrEnum):
    REPEATS = "repeats"
    CONTRADICTS = "contradicts"
    NARROWS = "narrows"
    ANSWERS = "answers"


class Relation(Part):
    kind: RelationKind = Field(description="How this claim stands to the other.")
    claim: Annotated[str, Reference("related claim", ("claim",))] = Field(description="Which.")


class Claim(Record):
    KIND = KindNames("claim", "claims", "claims", "claims")
    schema_type = "Claim"

    title: Line = Field(description="What is asserted, neutrally, in under 75 characters.")
    kind: ClaimKind = Field(description="What sort of assertion it is.")
    topics: tuple[Annotated[str, Word("topics")], ...] = Field(
        min_length=1, description="Topics of the explainer."
    )
    about: tuple[Annotated[str, Reference("what a claim is about")], ...] = Field(
        (), description="The records that the claim is about."
    )
    summary: Annotated[Text, Prose("summary")] | None = Field(
        None, description="What a reader must know beforehand, cited."
    )
    statements: tuple[Statement, ...] = Field(
        min_length=1, description="The occasions on which it was asserted."
    )
    assessments: tuple[Assessment, ...] = Field((), description="Newest first.")
    reviewed_by: tuple[Review, ...] = Field((), description="Verdicts that others published.")
    relations: tuple[Relation, ...] = Field((), description="How it stands to other claims.")


class Publisher(Part):
    name: Line = Field(description="Who publishes the explainer.")
    url: WebAddress | None = Field(None, description="The publisher's address.")


class Status(Part):
    """A status of the declared scale."""

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
