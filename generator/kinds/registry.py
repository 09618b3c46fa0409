"""All kinds of record, in the order in which they are listed: a new one is a line here."""

from functools import partial
from typing import Any

from generator.data.loading import load
from generator.data.records import Record
from generator.kinds.claim import Claims
from generator.kinds.document import Documents
from generator.kinds.event import Events
from generator.kinds.kind import Kind
from generator.kinds.organisation import Organisations
from generator.kinds.person import People
from generator.kinds.place import Places
from generator.kinds.source import Sources
from generator.kinds.talk import Talks
from generator.kinds.term import Terms

KINDS: tuple[Kind[Any], ...] = (
    Talks(),
    Claims(),
    People(),
    Organisations(),
    Places(),
    Documents(),
    Events(),
    Terms(),
    Sources(),
)
BY_ID = {kind.id: kind for kind in KINDS}
BY_FOLDER = {kind.folder: kind for kind in KINDS}
_BY_MODEL = {kind.model: kind for kind in KINDS}
# Reads texts into an archive of records of all kinds.
load_archive = partial(load, tuple(kind.model for kind in KINDS))


def kind_of(record: Record) -> Kind[Any]:
    return _BY_MODEL[type(record)]


def has_feed(record: Record) -> bool:
    """Has it a feed of its own changes?"""
    return kind_of(record).has_feed and bool(record.changes)
