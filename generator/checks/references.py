"""Every reference names a record that exists, and of the kind that its field asks for."""

from collections.abc import Iterator

from generator.checks.names import Names
from generator.checks.places import span_of_mention
from generator.core.diagnostics import Diagnostic, Rule
from generator.core.text import listed, with_article
from generator.data.archive import Archive
from generator.data.mentions import Mention

UNKNOWN_REFERENCE = Rule(
    id="unknown-reference",
    summary="A reference names a record that exists.",
    why="The link would lead nowhere.",
    wrong="speaker: lukashenka",
    right="speaker: alexander-lukashenko",
)
WRONG_KIND = Rule(
    id="wrong-kind",
    summary="A reference names a record of the kind that the field asks for.",
    why="A place cannot speak, and a person cannot be a source.",
    wrong="speaker: istanbul",
    right="speaker: davyd-arakhamia",
)

_OTHERWISE = "write that record, or name another"


def check(archive: Archive) -> Iterator[Diagnostic]:
    if not any(_is_faulty(archive, *one) for one in archive.mentions_in_sum.of_kinds):
        return
    names = Names(archive)
    faulty = {name for name, one in archive.mentioned if _is_faulty(archive, one.target, one.kinds)}
    for name in sorted(faulty):
        for mention in archive.mentions_of(name):
            fault = _fault(archive, mention, names)
            if fault:
                yield fault


def _is_faulty(archive: Archive, target: str, kinds: tuple[str, ...]) -> bool:
    if target in archive.unread:
        return False
    record = archive.records.get(target)
    if record is None:
        return True
    return bool(kinds) and record.KIND.id not in kinds


def _fault(archive: Archive, mention: Mention, names: Names) -> Diagnostic | None:
    target, kinds = mention.target, mention.kinds
    if target in archive.unread:
        return None
    if target not in archive.records:
        return UNKNOWN_REFERENCE.found(
            span_of_mention(archive, mention),
            f"there is no {_kinds_in_words(kinds)} `{target}`",
            names.suggestion(target, kinds) or _OTHERWISE,
        )
    kind, wanted = archive.records[target].KIND, with_article(_kinds_in_words(kinds))
    if kinds and kind.id not in kinds:
        return WRONG_KIND.found(
            span_of_mention(archive, mention),
            f"`{target}` is {with_article(kind.id)}, not {wanted}",
            names.suggestion(target, kinds) or _OTHERWISE,
        )
    return None


def _kinds_in_words(kinds: tuple[str, ...]) -> str:
    return listed(kinds, "or") if kinds else "record"
