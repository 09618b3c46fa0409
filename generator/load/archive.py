"""All files of an explainer read into one archive, with every fault that reading can show."""

from collections.abc import Iterable
from datetime import date

from generator import rules
from generator.diagnostics import Diagnostic, Note, Span
from generator.load.content import FOLDER as CONTENT
from generator.load.content import read_content
from generator.load.records import read_record
from generator.load.source_text import SourceText
from generator.model.archive import Archive, ContentPage, Origin
from generator.model.kinds import BY_FOLDER, Kind
from generator.model.records import AnyRecord, Explainer
from generator.text import ID, MAX_ID
from generator.trust.fingerprint import FOLDER as FINGERPRINTS
from generator.trust.fingerprint import Fingerprint, parsed

DATA = "site-data/"
EXPLAINER = "site-data/explainer.yml"
# What lies among the data and is no record.
_OTHER_FILES = ("published.txt",)


def load_archive(
    sources: Iterable[SourceText], today: date = date.max
) -> tuple[Archive, list[Diagnostic]]:
    """The archive of everything that could be read. The order of the files does not matter."""
    loading = _Loading()
    for source in sorted(sources, key=lambda one: one.path):
        loading.take(source)
    return loading.finished(today)


class _Loading:
    def __init__(self) -> None:
        self.found: list[Diagnostic] = []
        self.records: dict[str, AnyRecord] = {}
        self.origins: dict[str, Origin] = {}
        self.paths: dict[str, str] = {}
        self.unread: set[str] = set()
        self.content: list[ContentPage] = []
        self.fingerprints: dict[str, Fingerprint] = {}
        self.explainer: Explainer | None = None
        self.explainer_origin: Origin | None = None
        self.has_explainer = False

    def take(self, source: SourceText) -> None:
        if source.path.startswith(CONTENT):
            self._take_content(source)
        elif source.path == EXPLAINER:
            self.has_explainer = True
            self.explainer, self.explainer_origin, found = read_record(source, Explainer, {})
            self.found += found
        elif source.path.startswith(DATA):
            self._take_data(source)

    def _take_content(self, source: SourceText) -> None:
        if source.path.endswith(".md"):
            page, found = read_content(source)
            self.found += found
            if page is None:
                self.unread.add(source.path)
            else:
                self.content.append(page)

    def _take_data(self, source: SourceText) -> None:
        inner = source.path.removeprefix(DATA)
        folder, _, name = inner.rpartition("/")
        if name.startswith(".") or inner in _OTHER_FILES:
            return
        if source.path.startswith(FINGERPRINTS):
            self._take_fingerprint(source)
            return
        kind = BY_FOLDER.get(folder)
        if kind is None or not name.endswith(".yml"):
            self.found.append(_misplaced(source, folder, name))
            # Whoever names the record is not at fault.
            self.unread.add(source.stem)
            return
        self._take_record(source, kind)

    def _take_fingerprint(self, source: SourceText) -> None:
        if source.path != f"{FINGERPRINTS}{source.stem}.txt":
            self.found.append(_no_fingerprint(source))
            return
        fingerprint, found = parsed(source.path, source.text)
        self.found += found
        if fingerprint is not None:
            self.fingerprints[source.stem] = fingerprint

    def _take_record(self, source: SourceText, kind: Kind) -> None:
        id = source.stem
        if not ID.fullmatch(id) or len(id) > MAX_ID:
            self.found.append(_bad_id(source, id))
            self.unread |= {id, _as_id(id)}
            return
        if id in self.paths:
            self.found.append(
                Diagnostic(
                    rule=rules.DUPLICATE_ID,
                    span=Span(source.path),
                    message=f"the id `{id}` belongs to another record already",
                    help="rename one of the two files",
                    notes=(Note(Span(self.paths[id]), "first here"),),
                )
            )
            return
        self.paths[id] = source.path
        record, origin, found = read_record(source, kind.model, {"id": id})
        self.found += found
        if record is None:
            self.unread.add(id)
        else:
            self.records[id] = record
        if origin is not None:
            self.origins[id] = origin

    def finished(self, today: date) -> tuple[Archive, list[Diagnostic]]:
        if not self.has_explainer:
            self.found.append(
                Diagnostic(
                    rule=rules.MISSING_EXPLAINER,
                    span=Span(EXPLAINER),
                    message="there is no `site-data/explainer.yml`",
                    help="write one with title, question, answer, as_of, publisher, topics, scale",
                )
            )
        archive = Archive(
            explainer=self.explainer,
            records=dict(sorted(self.records.items())),
            origins=self.origins,
            explainer_origin=self.explainer_origin,
            unread=frozenset(self.unread),
            content=tuple(self.content),
            paths=self.paths,
            fingerprints=self.fingerprints,
            today=today,
        )
        return archive, self.found


def _as_id(name: str) -> str:
    """The id that an ill-formed name was probably meant to be."""
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def _bad_id(source: SourceText, id: str) -> Diagnostic:
    near = _as_id(id)
    is_id = ID.fullmatch(near) and len(near) <= MAX_ID
    help_text = (
        f"rename the file to `{near}.yml`"
        if is_id
        else f"use a–z, 0–9 and hyphens, at most {MAX_ID} characters"
    )
    return Diagnostic(
        rule=rules.BAD_ID, span=Span(source.path), message=f"`{id}` is not an id", help=help_text
    )


def _no_fingerprint(source: SourceText) -> Diagnostic:
    return Diagnostic(
        rule=rules.BAD_FINGERPRINT,
        span=Span(source.path),
        message=f"`{source.path}` is not a fingerprint's place",
        help=f"fingerprints are `{FINGERPRINTS}SOURCE.txt`, made by `explainer snapshot`",
    )


def _misplaced(source: SourceText, folder: str, name: str) -> Diagnostic:
    if folder in BY_FOLDER and name.endswith((".yaml", ".YML", ".YAML")):
        help_text = f"rename it to `{name.rpartition('.')[0]}.yml`"
    else:
        help_text = f"move it to one of {', '.join(BY_FOLDER)}"
    return Diagnostic(
        rule=rules.MISPLACED_FILE,
        span=Span(source.path),
        message=f"`{source.path}` is not a record's place",
        help=help_text,
    )
