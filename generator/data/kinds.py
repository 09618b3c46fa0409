"""The kinds of record: their folder in the data, their section of the site, their words."""

from dataclasses import dataclass

from generator.data import records
from generator.data.records import AnyRecord


@dataclass(frozen=True, slots=True)
class Kind:
    id: str
    model: type[AnyRecord]
    folder: str  # below `site-data/`
    section: str  # of the site
    plural: str


KINDS = (
    Kind("talk", records.Talk, "talks", "talks", "talks"),
    Kind("claim", records.Claim, "claims", "claims", "claims"),
    Kind("person", records.Person, "context/people", "people", "people"),
    Kind(
        "organisation",
        records.Organisation,
        "context/organisations",
        "organisations",
        "organisations",
    ),
    Kind("place", records.Place, "context/places", "places", "places"),
    Kind("document", records.Document, "context/documents", "documents", "documents"),
    Kind("event", records.Event, "context/events", "events", "events"),
    Kind("term", records.Term, "context/terms", "glossary", "terms"),
    Kind("source", records.Source, "sources", "sources", "sources"),
)
BY_ID = {kind.id: kind for kind in KINDS}
BY_FOLDER = {kind.folder: kind for kind in KINDS}
_BY_MODEL = {kind.model: kind for kind in KINDS}


def kind_of(record: AnyRecord) -> Kind:
    return _BY_MODEL[type(record)]
