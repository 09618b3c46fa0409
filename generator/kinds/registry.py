"""All kinds of record, in the order in which they are listed: a new one is a line here."""

from typing import Any

from generator.data.records import Record
from generator.kinds.claim import ClaimKind
from generator.kinds.document import DocumentKind
from generator.kinds.event import EventKind
from generator.kinds.kind import Kind
from generator.kinds.organisation import OrganisationKind
from generator.kinds.person import PersonKind
from generator.kinds.place import PlaceKind
from generator.kinds.source import SourceKind
from generator.kinds.talk import TalkKind
from generator.kinds.term import TermKind

KINDS: tuple[Kind[Any], ...] = (
    TalkKind(),
    ClaimKind(),
    PersonKind(),
    OrganisationKind(),
    PlaceKind(),
    DocumentKind(),
    EventKind(),
    TermKind(),
    SourceKind(),
)
BY_ID = {kind.id: kind for kind in KINDS}
BY_FOLDER = {kind.folder: kind for kind in KINDS}
_BY_MODEL = {kind.model: kind for kind in KINDS}


def kind_of(record: Record) -> Kind[Any]:
    return _BY_MODEL[type(record)]
