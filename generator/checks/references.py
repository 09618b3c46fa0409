"""Every reference names a published record of the right kind, every word of a vocabulary one that
is declared; no record is left without a mention."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, partial

from generator.checks.names import Names
from generator.checks.places import span_of_mention
from generator.core.diagnostics import Diagnostic, Rule, Severity
from generator.core.suggestions import did_you_mean
from generator.core.text import is_id, listed, with_article
from generator.data.archive import Archive
from generator.data.fields import Word
from generator.kinds.registry import kind_of

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
LEANS_ON_DRAFT = Rule(
    id="leans-on-draft",
    summary="What is published mentions nothing that is held back as a draft or under embargo.",
    why="The link would lead nowhere, and would tell of what is not to be told yet.",
    wrong="draft: true",
)
UNMENTIONED_RECORD = Rule(
    id="unmentioned-record",
    summary="Every source and every piece of context is mentioned somewhere.",
    why="Readers hardly find a page that nothing leads to.",
    severity=Severity.WARNING,
)
UNKNOWN_WORD = Rule(
    id="unknown-word",
    summary="Topics and statuses are declared in `explainer.yml`.",
    why="The record would be missing from its topic's page, or its status would mean nothing.",
)


def check(archive: Archive) -> Iterator[Diagnostic]:
    yield from _wrong(archive)
    yield from _held_back(archive)
    yield from _unmentioned(archive)
    yield from _undeclared(archive)


def _wrong(archive: Archive) -> Iterator[Diagnostic]:
    names = cache(partial(Names, archive))
    suggestion = cache(lambda kinds, word: names(kinds).suggestion(word))
    for mention in archive.mentions:
        target, kinds = mention.target, mention.kinds
        record = archive.records.get(target)
        is_right = record is not None and (not kinds or record.KIND.id in kinds)
        if is_right or target in archive.unread:
            continue
        wanted = listed(kinds, "or") if kinds else "record"
        if record is None:
            rule, message = UNKNOWN_REFERENCE, f"there is no {wanted} `{target}`"
        else:
            kind = with_article(record.KIND.id)
            rule, message = WRONG_KIND, f"`{target}` is {kind}, not {with_article(wanted)}"
        help_text = suggestion(kinds, target) or "write that record, or name another"
        yield rule.found(span_of_mention(archive, mention), message, help_text)


def _held_back(archive: Archive) -> Iterator[Diagnostic]:
    """What is published mentions nothing that is held back for longer."""
    for mention in archive.mentions:
        target = archive.records.get(mention.target)
        if target is None or not archive.is_held(target):
            continue
        record = archive.records.get(mention.record)
        origin = archive.origins.get(mention.record)
        is_known = not origin or (origin.is_sound("draft") and origin.is_sound("embargo"))
        if is_known and target.held_until > (record.held_until if record else date.min):
            message = f"`{target.id}` is not published yet, but this is"
            help_text = f"publish `{target.id}`, or hold this back as long"
            yield LEANS_ON_DRAFT.found(span_of_mention(archive, mention), message, help_text)


def _unmentioned(archive: Archive) -> Iterator[Diagnostic]:
    mentioned = {mention.target for mention in archive.mentions if mention.target != mention.record}
    is_misspelt = not archive.records.keys() >= mentioned
    is_refused = any(origin.hides_mentions for origin in archive.written)
    if is_misspelt or is_refused or archive.unread or archive.explainer is None:
        return  # such an id or value, or what could not be read, may be the mention
    for id, record in archive.records.items():
        if archive.is_held(record) or kind_of(record).stands_alone or not is_id(id):
            continue  # nothing published may mention the one; the others stand in their lists
        if id not in mentioned:
            help_text = "link to it where readers need it, or delete it"
            span = archive.origins[id].at()
            yield UNMENTIONED_RECORD.found(span, f"nothing mentions `{id}`", help_text)


def _undeclared(archive: Archive) -> Iterator[Diagnostic]:
    """Topics and statuses that the explainer does not have."""
    declared = _declared(archive)
    for origin in archive.written:
        for path, mark, word in origin.marks:
            if isinstance(mark, Word) and word not in declared.get(mark.vocabulary, (word,)):
                known = declared[mark.vocabulary]
                message = f"`{word}` is not in the `{mark.vocabulary}` of the explainer"
                help_text = did_you_mean(word, known, f"use one of {', '.join(known)}")
                yield UNKNOWN_WORD.found(origin.at(*path), message, help_text)


def _declared(archive: Archive) -> Mapping[str, tuple[str, ...]]:
    """The words of each vocabulary of which all words are known."""
    explainer, origin = archive.explainer, archive.explainer_origin
    if explainer is None or origin is None:
        return {}
    words = {}
    if ("topics",) not in origin.faulty:
        odd = (str(path[1]) for path in origin.faulty if path[0] == "topics")
        words["topics"] = (*explainer.topics, *odd)
    if origin.are_sound("scale", len(explainer.scale), "id"):
        words["scale"] = tuple(status.id for status in explainer.scale)
    return words
