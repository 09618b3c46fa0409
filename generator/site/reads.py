"""What pages read: views of all that they are made from, which note what is read through them."""

from dataclasses import replace

from generator.data.views import Digests, Entries, Items, noted_archive
from generator.site.page_context import Making
from generator.site.relations import Relations
from generator.traces import Notes

# What is asked of `Relations`. A relation that is missing here is derived anew for each page, from
# views of the records: that is slow, but not wrong.
_BY_ID = (
    "names",
    "namesakes",
    "written",
    "numbers",
    "changes",
    "backlinks",
    "statements_by_source",
    "statements_by_speaker",
    "claims_by_topic",
    "standings",
    "relations_to",
    "places_in",
    "followers",
)
_IN_ORDER = ("statements", "claims", "talks", "events", "moments")


def noted(making: Making, notes: Notes) -> Making:
    """The same to the page that is made from it; what the page reads is noted."""
    archive = noted_archive(making.archive, notes)
    relations = Relations(archive)
    # What is cached is looked for here before it is derived anew, from what is noted.
    views = vars(relations)
    for name in _BY_ID:
        views[name] = Entries(name, getattr(making.relations, name), notes)
    for name in _IN_ORDER:
        views[name] = Items(name, getattr(making.relations, name), notes)
    soundness = Entries("soundness", making.soundness, notes)
    rows = {name: Entries(_rows(name), its, notes) for name, its in making.rows.items()}
    data = Entries("data", making.data, notes)
    return replace(
        making, archive=archive, relations=relations, soundness=soundness, rows=rows, data=data
    )


def digests(making: Making) -> Digests:
    """The digest of all that pages of records may read, by the name under which it is noted."""
    relations = {name: getattr(making.relations, name) for name in (*_BY_ID, *_IN_ORDER)}
    return Digests(making.archive, relations)


def with_rows(digests: Digests, making: Making) -> Digests:
    """The same with what lists and files of all records may read beside it."""
    rows = {_rows(name): its for name, its in making.rows.items()}
    return digests.also({"soundness": making.soundness, "data": making.data, **rows})


def _rows(name: str) -> str:
    return f"rows-of-{name}"
