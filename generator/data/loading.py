"""All files of an explainer read into one archive, with every fault that reading can show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from generator.core.diagnostics import Diagnostic, Note, Span
from generator.core.suggestions import nearest
from generator.core.text import MAX_ID, RESERVED_IDS, folded, is_id, listed, with_article
from generator.data import ledger, rules
from generator.data.archive import Archive, ContentPage, Origin
from generator.data.content import FOLDER as CONTENT
from generator.data.content import read_content
from generator.data.record_files import Reader, mentions_in, read_record
from generator.data.records import Explainer, KindNames, Record
from generator.data.source_text import MAX_FINGERPRINT, SourceText
from generator.data.yaml import too_large
from generator.proof.fingerprint import BAD_FINGERPRINT, Fingerprint, parsed
from generator.proof.fingerprint import FOLDER as FINGERPRINTS

DATA = "site-data/"
EXPLAINER = "site-data/explainer.yml"


Models = Sequence[type[Record]]  # of all kinds, in the order in which they are listed


def load(
    models: Models,
    sources: Iterable[SourceText],
    today: date = date.max,
    read: Reader = read_record,
) -> tuple[Archive, list[Diagnostic]]:
    """The archive of everything that could be read. The order of the files does not matter.

    `read` reads the file of a record; a preview gives one that remembers.
    """
    loading = _Loading(models, read)
    for source in sorted(sources, key=lambda source: source.path):
        loading.take(source)
    return loading.finished(today)


class _Loading:
    def __init__(self, models: Models, read: Reader) -> None:
        self.models = {model.KIND.folder: model for model in models}
        self.read = read
        self.found: list[Diagnostic] = []
        self.records: dict[str, Record] = {}
        self.origins: dict[str, Origin] = {}
        self.paths: dict[str, str] = {}
        self.content: list[ContentPage] = []
        self.fingerprints: dict[str, Fingerprint] = {}
        self.explainer: Explainer | None = None
        self.explainer_origin: Origin | None = None
        self.has_explainer = False
        self.ledger: tuple[str, ...] | None = None
        self.unread: set[str] = set()  # ids and paths of which nothing is known
        self.unsound: set[str] = set()  # those of records and pages with faults
        self.is_explainer_sound = False

    def take(self, source: SourceText) -> None:
        if source.fault:
            message = f"`{source.path}` {source.fault}"
            help_text = "put an ordinary file in its place, or delete it"
            self.found.append(rules.UNREADABLE_FILE.found(Span(source.path), message, help_text))
            self.unread |= {source.stem, source.path}
            self.has_explainer |= source.path == EXPLAINER
        elif source.path.startswith(CONTENT):
            self._take_content(source)
        elif source.path == EXPLAINER:
            self._take_explainer(source)
        elif source.path.startswith(DATA):
            self._take_data(source)

    def _take_explainer(self, source: SourceText) -> None:
        self.explainer, self.explainer_origin, found = self.read(source, Explainer, "")
        self.found += found
        self.has_explainer, self.is_explainer_sound = True, not found

    def _take_content(self, source: SourceText) -> None:
        if source.path.endswith(".md"):
            page, found = read_content(source)
            self.found += found
            if page is None:
                self.unread.add(source.path)
                return
            self.content.append(page)
            if found:
                self.unsound.add(source.path)

    def _take_data(self, source: SourceText) -> None:
        folder, _, name = source.path.removeprefix(DATA).rpartition("/")
        if name.startswith("."):
            return
        if source.path == ledger.PATH:
            self.ledger = ledger.lines(source.text)
        elif source.path.startswith(FINGERPRINTS):
            self._take_fingerprint(source)
        elif folder in self.models and name.endswith(".yml"):
            self._take_record(source, self.models[folder])
        else:
            self.found.append(_misplaced(source, folder, name, self.models))
            # Whoever names the record is not at fault.
            self.unread.add(name.partition(".")[0])
            self.has_explainer |= name.partition(".")[0] == "explainer"

    def _take_fingerprint(self, source: SourceText) -> None:
        if source.path != f"{FINGERPRINTS}{source.stem}.txt":
            message = f"`{source.path}` is not a fingerprint's place"
            help_text = f"fingerprints are `{FINGERPRINTS}SOURCE.txt`, made by `explainer snapshot`"
            self.found.append(BAD_FINGERPRINT.found(Span(source.path), message, help_text))
        elif len(source.data) > MAX_FINGERPRINT:
            self.found.append(too_large(source, MAX_FINGERPRINT))
        else:
            fingerprint, found = parsed(source.path, source.text)
            self.found += found
            if fingerprint is not None:
                self.fingerprints[source.stem] = fingerprint

    def _take_record(self, source: SourceText, model: type[Record]) -> None:
        id = source.stem
        if not is_id(id):
            self._read(source, model, source.path)
            ids = [_as_id(name) for name in (id, self._title_at(source.path))]
            self.found.append(_bad_id(source, [id for id in ids if is_id(id)]))
            self.unread |= {id, *ids}
        elif id in self.paths:
            self._read(source, model, source.path)
            message = f"the id `{id}` belongs to another record already"
            help_text = "rename one of the two files"
            notes = (Note(Span(self.paths[id]), "first here"),)
            self.found.append(
                rules.DUPLICATE_ID.found(Span(source.path), message, help_text, notes)
            )
            self.unread.add(id)  # which of the two is meant is not known
        else:
            self.paths[id] = source.path
            self._read(source, model, id)

    def _read(self, source: SourceText, model: type[Record], name: str) -> None:
        """Takes a record in under its id, or under its path if it cannot have its id."""
        id = source.stem if is_id(source.stem) else "unnamed"
        record, origin, found = self.read(source, model, id)
        better = _better_model(source, model, found, self.models.values())
        self.found += [_of_another_kind(source, model.KIND, better.KIND)] if better else found
        if record is None or origin is None or better:
            self.unread.add(name)
            return
        if name != id:
            record = record.model_copy(update={"id": name})
            origin = replace(origin, mentions=mentions_in(record, origin))
        self.records[name], self.origins[name] = record, origin
        if name != id or found:
            self.unsound.add(name)

    def _title_at(self, name: str) -> str:
        origin = self.origins.get(name)
        is_known = origin is not None and origin.is_sound("title") and origin.is_sound("name")
        return self.records[name].heading if is_known else ""

    def finished(self, today: date) -> tuple[Archive, list[Diagnostic]]:
        if not self.has_explainer:
            message = "there is no `site-data/explainer.yml`"
            fields = "title, question, answer, as_of, publisher, topics, scale"
            help_text = f"write one with {fields}"
            self.found.append(rules.MISSING_EXPLAINER.found(Span(EXPLAINER), message, help_text))
        readable = Archive(
            explainer=self.explainer,
            records=dict(sorted(self.records.items())),
            origins=self.origins,
            explainer_origin=self.explainer_origin,
            unread=frozenset(self.unread),
            content=tuple(self.content),
            paths=self.paths,
            fingerprints=self.fingerprints,
            ledger=self.ledger,
            kinds=tuple(model.KIND for model in self.models.values()),
            today=today,
        )
        sound = {id: one for id, one in readable.records.items() if id not in self.unsound}
        archive = replace(
            readable,
            records=sound,
            explainer=self.explainer if self.is_explainer_sound else None,
            content=tuple(page for page in self.content if page.origin.path not in self.unsound),
            unread=readable.unread | self.unsound,
            readable=readable,
        )
        return archive, self.found


def _as_id(name: str) -> str:
    """The id that an ill-formed name was probably meant to be."""
    return folded(name).replace("_", " ").replace(" ", "-")


def _bad_id(source: SourceText, better: list[str]) -> Diagnostic:
    what = "a reserved word, not an id" if source.stem in RESERVED_IDS else "not an id"
    letters = f"use a–z, 0–9 and hyphens, at most {MAX_ID} characters"
    help_text = f"rename the file to `{better[0]}.yml`" if better else letters
    return rules.BAD_ID.found(Span(source.path), f"`{source.stem}` is {what}", help_text)


def _better_model(
    source: SourceText, model: type[Record], found: list[Diagnostic], models: Iterable[type[Record]]
) -> type[Record] | None:
    """The one kind of which the file is a sound record, where it is none of its folder's."""
    of_fields = (rules.UNKNOWN_FIELD, rules.MISSING_FIELD)
    strange = [finding for finding in found if finding.rule in of_fields]
    if len(strange) < 2:
        return None  # a slip in a field is likelier than a file in the wrong folder
    fits = [other for other in models if other is not model and _fits(source, other)]
    return fits[0] if len(fits) == 1 else None


def _fits(source: SourceText, model: type[Record]) -> bool:
    record, _, found = read_record(source, model, "unnamed")
    return record is not None and not found


def _of_another_kind(source: SourceText, kind: KindNames, better: KindNames) -> Diagnostic:
    message = f"this is {with_article(better.id)}, but the folder is that of {kind.plural}"
    help_text = f"move the file to `{better.folder}`"
    return rules.MISPLACED_FILE.found(Span(source.path), message, help_text)


def _misplaced(
    source: SourceText, folder: str, name: str, folders: Mapping[str, type[Record]]
) -> Diagnostic:
    if folder in folders:
        help_text = f"rename it to `{name.partition('.')[0]}.yml`"
    else:
        near = nearest(folder, folders)
        help_text = f"move it to {listed([f'`{folder}`' for folder in near or folders], 'or')}"
    message = f"`{source.path}` is not a record's place"
    return rules.MISPLACED_FILE.found(Span(source.path), message, help_text)
