"""A quotation of a source that has a fingerprint stands in it, word for word."""

from collections.abc import Iterator

from generator.checks.places import place_of, span_of_words
from generator.core.diagnostics import Diagnostic, Rule, Span
from generator.core.suggestions import did_you_mean
from generator.data.archive import Archive
from generator.data.quotations import Quotation, quotations
from generator.kinds.source import Source
from generator.proof.fingerprint import BAD_FINGERPRINT, FOLDER, bare_words
from generator.proof.proof import Proof, State, proof

QUOTE_NOT_IN_SOURCE = Rule(
    id="quote-not-in-source",
    summary="A quotation stands word for word in its source, if that has a fingerprint.",
    why="Readers would be given words that nobody wrote or said.",
    wrong="The ferry went late",
    right="The ferry left late",
)

_TELLING = 3  # words from which on finding a quotation in another source means something


def check(archive: Archive) -> Iterator[Diagnostic]:
    yield from _strays(archive)
    for quotation in quotations(archive):
        if quotation.path and not archive.origin_of(quotation.record).is_sound(*quotation.path):
            continue
        found = proof(quotation.words, archive.fingerprints.get(quotation.source))
        if found.state is State.DEPARTS:
            yield _departure(archive, quotation, found)


def span_of(archive: Archive, quotation: Quotation, start: int = 0, end: int | None = None) -> Span:
    """Where a quotation, or a stretch of it, was written."""
    origin, value = place_of(archive, quotation.record, quotation.path)
    if len(quotation.words) == len(quotation.written):
        words = quotation.written[start:end]
    else:
        start, words = 0, quotation.written
    return span_of_words(origin, value, quotation.value, quotation.start + start, words)


def _departure(archive: Archive, quotation: Quotation, found: Proof) -> Diagnostic:
    elsewhere = _elsewhere(archive, quotation)
    if elsewhere:
        help_text = f"these words stand in `{elsewhere}`: name that source"
    else:
        known = {word for other in quotations(archive) for word in bare_words(other.words)}
        found = proof(quotation.words, archive.fingerprints[quotation.source], tuple(sorted(known)))
        help_text = _advice(found)
    if len(bare_words(quotation.words)) == 1:
        message = f"`{found.word}` does not stand in `{quotation.source}`"
    elif found.word:
        place = f"at word {found.at}, `{found.word}`"
        message = f"the quotation departs from `{quotation.source}` {place}"
    else:
        message = f"the quotation holds no words of `{quotation.source}`"
    span = span_of(archive, quotation, found.start, found.end)
    return QUOTE_NOT_IN_SOURCE.found(span, message, help_text)


def _elsewhere(archive: Archive, quotation: Quotation) -> str:
    """Another source in which the words stand."""
    if len(bare_words(quotation.words)) < _TELLING:
        return ""
    for id, fingerprint in archive.fingerprints.items():
        is_other = id != quotation.source and id in archive.records
        if is_other and proof(quotation.words, fingerprint).state is State.PROVEN:
            return id
    return ""


def _advice(found: Proof) -> str:
    if found.mended:
        return f"did you mean “{found.mended}”?"
    if found.before and found.after:
        stands = f"“{found.before}” and “{found.after}” stand in it"
        return f"{stands}: compare the words between them"
    if found.before or found.after:
        side = "after" if found.before else "before"
        return f"“{found.before or found.after}” stands in it: compare the words {side} that"
    return "compare it with the source; mark what you leave out with `…`"


def _strays(archive: Archive) -> Iterator[Diagnostic]:
    """Fingerprints that belong to no source."""
    sources = [source.id for source in archive.of_kind(Source)]
    for id, fingerprint in archive.fingerprints.items():
        record = archive.records.get(id)
        if id in archive.unread or (record and not archive.origins[id].is_sound("formerly")):
            continue
        if not isinstance(record, Source):
            message = f"there is no source `{id}`"
            help_text = did_you_mean(id, sources, "delete the file, or name it after its source")
        elif fingerprint.source not in (id, *record.formerly):
            message = f"this is the fingerprint of `{fingerprint.source}`"
            help_text = "make it anew with `explainer snapshot`"
        else:
            continue
        yield BAD_FINGERPRINT.found(Span(f"{FOLDER}{id}.txt"), message, help_text)
