"""Every record that does not stand alone is mentioned by some record or page."""

from collections.abc import Iterator

from generator.core.diagnostics import Diagnostic, Rule, Severity
from generator.core.text import is_id
from generator.data.archive import Archive
from generator.kinds.registry import kind_of

UNMENTIONED_RECORD = Rule(
    id="unmentioned-record",
    summary="Every source and every piece of context is mentioned somewhere.",
    why="Readers hardly find a page that nothing leads to.",
    severity=Severity.WARNING,
)


def check(archive: Archive) -> Iterator[Diagnostic]:
    mentioned = archive.mentions_in_sum.by_others
    if not archive.records.keys() >= mentioned or _may_mention_more(archive):
        return  # the id that is misspelt, or what could not be read, may be the mention
    for id, record in archive.records.items():
        if archive.is_held(record) or kind_of(record).stands_alone or not is_id(id):
            continue  # nothing published may mention the one; the others stand in their lists
        if id not in mentioned:
            yield UNMENTIONED_RECORD.found(
                archive.origins[id].at(),
                f"nothing mentions `{id}`",
                "link to it where readers need it, or delete it",
            )


def _may_mention_more(archive: Archive) -> bool:
    """May a file that could not be read, or a value that was refused, name a record?"""
    origins = (archive.explainer_origin, *archive.origins.values())
    hides = any(one is not None and one.hides_mentions for one in origins)
    return bool(archive.unread) or archive.explainer is None or hides
