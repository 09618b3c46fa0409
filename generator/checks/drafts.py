"""What is published mentions nothing that is held back, as a draft or under embargo, for longer."""

from collections.abc import Iterator
from datetime import date

from generator.checks.places import span_of_mention
from generator.core.diagnostics import Diagnostic, Rule
from generator.data.archive import Archive

LEANS_ON_DRAFT = Rule(
    id="leans-on-draft",
    summary="What is published mentions nothing that is held back as a draft or under embargo.",
    why="The link would lead nowhere, and would tell of what is not to be told yet.",
    wrong="draft: true",
)


def check(archive: Archive) -> Iterator[Diagnostic]:
    if archive.published is archive:
        return
    held_back = {id for id, record in archive.records.items() if archive.is_held(record)}
    leaning = {name for name, one in archive.mentioned if one.target in held_back}
    for mention in (one for name in sorted(leaning) for one in archive.mentions_of(name)):
        record = archive.records.get(mention.record)
        if mention.target not in held_back or (record and not _is_known(archive, record.id)):
            continue
        target = archive.records[mention.target]
        held = record.held_until if record else date.min
        if target.held_until > held:
            yield LEANS_ON_DRAFT.found(
                span_of_mention(archive, mention),
                f"`{mention.target}` is not published yet, but this is",
                f"publish `{mention.target}`, or hold this back as long",
            )


def _is_known(archive: Archive, id: str) -> bool:
    """Is it known whether the record is held back?"""
    origin = archive.origins[id]
    return origin.is_sound("draft") and origin.is_sound("embargo")
