"""The whole generator: from texts to findings and a site."""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from generator.build.pool import parallel_map
from generator.checks.run import checked
from generator.core.diagnostics import Diagnostic, has_errors
from generator.data.archive import Archive
from generator.data.fields import Part
from generator.data.record_files import Read, read_record
from generator.data.source_text import SourceText
from generator.query.context import PageContext, Settings, context
from generator.query.graph import Graph
from generator.site.build import answers_of, site
from generator.site.site import Site


@dataclass(frozen=True, slots=True)
class Generation:
    archive: Archive
    found: tuple[Diagnostic, ...]
    site: Site | None  # none while there are errors: nothing is published that is not sound


class Generator:
    """Makes sites. A preview keeps it: what is still the same is then not made again.

    With `is_for_one` it makes one site only: in several processes, and it remembers nothing.
    """

    def __init__(self, *, is_for_one: bool = False) -> None:
        self.graph = Graph()
        self._is_for_one = is_for_one
        self._read: dict[str, tuple[SourceText, Read]] = {}  # the files of records, by path

    def make(self, texts: Iterable[SourceText], settings: Settings) -> Generation:
        archive, found = checked(texts, settings.today, self._read_record)
        if has_errors(found):
            return Generation(archive, found, None)
        ctx = context(archive, settings, self.graph)
        if self._is_for_one:
            self._answer_of_records(ctx)
        made = Generation(archive, found, site(ctx))
        self.graph.forget()
        return made

    def _answer_of_records(self, ctx: PageContext) -> None:
        """Finds out beforehand what all records need, then lets several processes do the rest."""
        first_of_kinds = {name.kind: id for id, name in ctx.names.items()}
        for id in first_of_kinds.values():
            answers_of(ctx, id)
        with closing(parallel_map(partial(answers_of, ctx), ctx.ids)) as results:
            for answers in results:
                self.graph.fill(answers)

    def _read_record(self, source: SourceText, model: type[Part], id: str) -> Read:
        """The same as last time if the file is the same: the very same record, too."""
        known = self._read.get(source.path)
        if known is None or known[0] != source:
            known = self._read[source.path] = source, read_record(source, model, id)
        record, origin, found = known[1]
        return record, origin, list(found)


def make(texts: Iterable[SourceText], settings: Settings) -> Generation:
    return Generator(is_for_one=True).make(texts, settings)
