"""All files of an explainer read into one archive, with every fault that reading can show."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from generator.core.diagnostics import Diagnostic, Note, Rule, Span
from generator.core.suggestions import nearest
from generator.core.text import RESERVED_IDS, folded, is_id, listed, with_article
from generator.data import ledger, rules
from generator.data.archive import Archive, ContentPage, Origin
from generator.data.fields import ID_LETTERS
from generator.data.record_files import Reader, read_record
from generator.data.records import Explainer, Record
from generator.data.source_text import MAX_FINGERPRINT, SourceText
from generator.data.walk import fields_of, mentions_in_prose
from generator.data.yaml import Tree, compose, too_large, unreadable
from generator.proof.fingerprint import BAD_FINGERPRINT, Fingerprint, parsed
from generator.proof.fingerprint import FOLDER as FINGERPRINTS

DATA = "site-data/"
EXPLAINER = "site-data/explainer.yml"
CONTENT = "content/"

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?\n)?---[ \t]*(?:\r?\n|$)", re.DOTALL)


def load(
    models: Sequence[type[Record]],
    sources: Iterable[SourceText],
    today: date = date.max,
    read: Reader = read_record,
) -> tuple[Archive, list[Diagnostic]]:
    """The archive of everything that could be read. The order of the files does not matter.

    `models` are those of all kinds, in the order in which they are listed. `read` reads the file of
    a record; a preview gives one that remembers.
    """
    loading = _Loading(models, read)
    for source in sorted(sources, key=lambda source: source.path):
        loading.take(source)
    return loading.finished(today)


class _Loading:
    def __init__(self, models: Sequence[type[Record]], read: Reader) -> None:
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
        self.ledger: tuple[str, ...] | None = None
        self.unread: set[str] = set()  # ids and paths of which nothing is known

    def take(self, source: SourceText) -> None:
        path = source.path
        folder, _, name = path.removeprefix(DATA).rpartition("/")
        if source.fault:
            help_text = "put an ordinary file in its place, or delete it"
            self._refuse(rules.UNREADABLE_FILE, path, f"`{path}` {source.fault}", help_text)
            self.unread |= {source.stem, path}
        elif path.startswith(CONTENT) and path.endswith(".md"):
            self._take_content(source)
        elif path == EXPLAINER:
            self.explainer, self.explainer_origin, found = self.read(source, Explainer, "")
            self.found += found
        elif not path.startswith(DATA) or name.startswith("."):
            return
        elif path == ledger.PATH:
            self.ledger = ledger.lines(source.text)
        elif path.startswith(FINGERPRINTS):
            self._take_fingerprint(source)
        elif folder in self.models and name.endswith(".yml"):
            self._take_record(source, self.models[folder])
        else:
            self._refuse_place(path, folder, name.partition(".")[0])

    def _refuse(
        self, rule: Rule, path: str, message: str, help_text: str, notes: tuple[Note, ...] = ()
    ) -> None:
        """Says what is wrong with a file as a whole."""
        self.found.append(rule.found(Span(path), message, help_text, notes))

    def _refuse_place(self, path: str, folder: str, stem: str) -> None:
        if folder in self.models:
            help_text = f"rename it to `{stem}.yml`"
        else:
            near = nearest(folder, self.models) or self.models
            help_text = f"move it to {listed([f'`{folder}`' for folder in near], 'or')}"
        self._refuse(rules.MISPLACED_FILE, path, f"`{path}` is not a record's place", help_text)
        self.unread.add(stem)  # whoever names the record is not at fault

    def _take_content(self, source: SourceText) -> None:
        page, found = read_content(source)
        self.found += found
        if page is None:
            self.unread.add(source.path)
        else:
            self.content.append(page)

    def _take_fingerprint(self, source: SourceText) -> None:
        if source.path != f"{FINGERPRINTS}{source.stem}.txt":
            message = f"`{source.path}` is not a fingerprint's place"
            help_text = f"fingerprints are `{FINGERPRINTS}SOURCE.txt`, made by `explainer snapshot`"
            self._refuse(BAD_FINGERPRINT, source.path, message, help_text)
        elif len(source.data) > MAX_FINGERPRINT:
            self.found.append(too_large(source, MAX_FINGERPRINT))
        else:
            fingerprint, found = parsed(source.path, source.text)
            self.found += found
            if fingerprint is not None:
                self.fingerprints[source.stem] = fingerprint

    def _take_record(self, source: SourceText, model: type[Record]) -> None:
        id = source.stem
        if is_id(id) and id not in self.paths:
            self.paths[id] = source.path
            self._read(source, model, id)
            return
        heading = self._read(source, model, source.path)
        self.unread.add(id)  # which file is meant by it is not known
        if id in self.paths:
            message = f"the id `{id}` belongs to another record already"
            help_text = "rename one of the two files"
            first = Note(Span(self.paths[id]), "first here")
            self._refuse(rules.DUPLICATE_ID, source.path, message, help_text, (first,))
            return
        # What the name was probably meant to be.
        ids = [folded(name).replace("_", " ").replace(" ", "-") for name in (id, heading)]
        self.unread |= {*ids}
        what = "a reserved word, not an id" if id in RESERVED_IDS else "not an id"
        better = (f"rename the file to `{id}.yml`" for id in ids if is_id(id))
        self._refuse(rules.BAD_ID, source.path, f"`{id}` is {what}", next(better, ID_LETTERS))

    def _read(self, source: SourceText, model: type[Record], name: str) -> str:
        """Takes a record in under its id, or under its path if it cannot have its id.

        Returns its heading, as far as that is known.
        """
        id = source.stem if is_id(source.stem) else "unnamed"
        record, origin, found = self.read(source, model, id)
        misplaced = self._of_another_kind(source, model, found)
        self.found += misplaced or found
        if record is None or origin is None or misplaced:
            self.unread.add(name)
            return ""
        if name != id:
            record = record.model_copy(update={"id": name})
            mentions = tuple(mention._replace(record=name) for mention in origin.mentions)
            origin = replace(origin, mentions=mentions)
        self.records[name], self.origins[name] = record, origin
        is_known = origin.is_sound("title") and origin.is_sound("name")
        return record.heading if is_known else ""

    def _of_another_kind(
        self, source: SourceText, model: type[Record], found: list[Diagnostic]
    ) -> list[Diagnostic]:
        """That the file is a sound record of just one other kind, and none of its folder's."""
        of_fields = (rules.UNKNOWN_FIELD, rules.MISSING_FIELD)
        if sum(finding.rule in of_fields for finding in found) < 2:
            return []  # a slip in a field is likelier than a file in the wrong folder
        others = (other for other in self.models.values() if other is not model)
        fits = [other.KIND for other in others if not read_record(source, other, "unnamed")[2]]
        if len(fits) != 1:
            return []
        [kind] = fits
        message = f"this is {with_article(kind.id)}, but the folder is that of {model.KIND.plural}"
        help_text = f"move the file to `{kind.folder}`"
        return [rules.MISPLACED_FILE.found(Span(source.path), message, help_text)]

    def finished(self, today: date) -> tuple[Archive, list[Diagnostic]]:
        faulty = {finding.span.path for finding in self.found}
        if not (self.explainer_origin or EXPLAINER in faulty or "explainer" in self.unread):
            message = "there is no `site-data/explainer.yml`"
            fields = fields_of(Explainer).items()
            required = (name for name, field in fields if field.is_required)
            help_text = f"write one with {', '.join(required)}"
            self._refuse(rules.MISSING_EXPLAINER, EXPLAINER, message, help_text)
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
        unsound = {name for name, origin in self.origins.items() if origin.path in faulty}
        pages = {page.origin.path for page in self.content}
        archive = replace(
            readable,
            records={id: record for id, record in readable.records.items() if id not in unsound},
            explainer=None if EXPLAINER in faulty else self.explainer,
            content=tuple(page for page in self.content if page.origin.path not in faulty),
            unread=readable.unread | unsound | (pages & faulty),
            readable=readable,
        )
        return archive, self.found


def read_content(source: SourceText) -> tuple[ContentPage | None, list[Diagnostic]]:
    """The page of a file and what is wrong with its front matter; no page if it cannot be read.

    Where something is found, what its front matter says is empty or faulty; the body is right.
    """
    odd = list(unreadable(source))
    if odd:
        return None, odd
    matter = _FRONT_MATTER.match(source.text)
    if matter is None:
        is_begun = source.text.startswith("---")  # then nobody knows where the body begins
        message = "the page does not begin with front matter"
        help_text = "begin with `---`, a `title:`, a `description:`, and another `---`"
        found = [rules.BAD_FRONT_MATTER.found(Span(source.path), message, help_text)]
        return _page(source, len(source.text) if is_begun else 0, Tree(), {}), found
    # Blank lines in place of the fences keep the line numbers of the file.
    padded = "\n" + (matter[1] or "{}\n") + "\n"
    tree, found = compose(SourceText(source.path, padded.encode()))
    if tree is None:
        return _page(source, matter.end(), Tree(), {}), found
    fields = tree.value if isinstance(tree.value, dict) else {}
    for name in ("title", "description"):
        if not isinstance(fields.get(name), str) or not fields[name]:
            message, help_text = f"the front matter has no `{name}`", f"add a line `{name}: …`"
            found.append(rules.BAD_FRONT_MATTER.found(Span(source.path), message, help_text))
    formerly = fields.get("formerly", [])
    if not isinstance(formerly, list) or not all(isinstance(entry, str) for entry in formerly):
        message = "`formerly` is not a list of addresses"
        help_text = "write `formerly: [/old-address/]`"
        span = tree.keys[("formerly",)]
        found.append(rules.BAD_FRONT_MATTER.found(span, message, help_text))
    return _page(source, matter.end(), tree, {} if found else fields), found


def _page(source: SourceText, start: int, tree: Tree, fields: Mapping[str, Any]) -> ContentPage:
    """The page whose body begins at an offset; without fields, nothing is known but the body."""
    path, body = source.path.removeprefix(CONTENT), source.text[start:]
    mentions = tuple(mentions_in_prose(path, body, "page", ()))
    faulty = frozenset() if fields else frozenset([()])
    return ContentPage(
        path=path,
        title=fields.get("title", ""),
        description=fields.get("description", ""),
        body=body,
        origin=Origin(source.path, source.data, tree.values, tree.keys, faulty, mentions=mentions),
        first_line=source.text.count("\n", 0, start) + 1,
        formerly=tuple(fields.get("formerly", ())),
    )
