"""Every source and every piece of context is mentioned by some record or page."""

from collections.abc import Iterator

from generator.core import rules
from generator.core.diagnostics import Diagnostic
from generator.data.archive import Archive
from generator.data.records import Claim, Talk


def check(archive: Archive) -> Iterator[Diagnostic]:
    mentioned = archive.mentions_in_sum.by_others
    if archive.unread or archive.explainer is None or not archive.records.keys() >= mentioned:
        return  # the file that could not be read, or the id that is misspelt, may be the mention
    for id, record in archive.records.items():
        if archive.is_held(record) or isinstance(record, Claim | Talk):
            continue  # nothing published may mention the one; the others stand in their lists
        if id not in mentioned:
            yield Diagnostic(
                rule=rules.UNMENTIONED_RECORD,
                span=archive.origins[id].at(),
                message=f"nothing mentions `{id}`",
                help="link to it where readers need it, or delete it",
            )
