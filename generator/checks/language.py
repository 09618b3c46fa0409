"""The interface speaks the explainer's language."""

from collections.abc import Iterator

from generator.core.diagnostics import Diagnostic, Rule, Severity
from generator.data.archive import Archive
from generator.labels.labels import has_catalogue

NO_CATALOGUE = Rule(
    id="no-catalogue",
    summary="The interface speaks the explainer's language.",
    why="Headings, buttons and statuses are in English beside texts in another language.",
    severity=Severity.WARNING,
)


def check(archive: Archive) -> Iterator[Diagnostic]:
    explainer, origin = archive.explainer, archive.explainer_origin
    if explainer is None or origin is None or not origin.is_sound("language"):
        return
    if not has_catalogue(explainer.language):
        message = f"the words of the interface are not translated into `{explainer.language}`"
        help_text = "they stay in English, marked so, until the generator has a catalogue for them"
        yield NO_CATALOGUE.found(origin.at("language"), message, help_text)
