"""Cases as documents: Markdown whose blocks are files, and whose comments demand findings.

A case is a section of a file below `tests/cases/`. Its blocks lie over the minimal archive:

    ```yaml site-data/claims/x.yml       the whole file
    ```yaml in site-data/claims/x.yml    these fields in the file of the minimal archive
    ```absent site-data/explainer.yml    no such file
    ```yaml was site-data/claims/x.yml   the file as it was published before; `was in` its fields
    ```link site-data/claims/x.yml       a link on disk, to the path in the block

A demand is the end of the line that it speaks of: severity, column (`9`, or `9-14` with the first
column after the words), rule, and a part of the message or the help. It is no part of the file:

    speaker: ada-brand  # error: 10 [unknown-reference] "did you mean `ada-brandt`"

Where a line cannot carry one, it stands below the block, with its line, as a quotation; of a file
that has no block, with its path:

    > error: 3:1 [tab] "indented with a tab"
    > error: site-data/talks/harbour-meeting.yml:13:13 [leans-on-draft] "not published yet"

`{U+2028}` is a character, `{0xFF}` a byte, and `{x*75}` is `x` 75 times.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from archives import TODAY, Files, minimal, texts

from generator.checks.run import checked
from generator.core.diagnostics import Diagnostic, in_order
from generator.data.project import read_texts
from generator.data.source_text import SourceText
from generator.history.silent import silent_changes
from generator.kinds.registry import load_archive

_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
_BLOCK = re.compile(
    r"^```(?P<language>yaml|md|absent|link) (?P<was>was )?(?P<fields>in )?(?P<path>\S.*?)\n"
    r"(?P<text>.*?)^```$"
    r"(?P<below>(?:\n+> [^\n]*)*)",
    re.MULTILINE | re.DOTALL,
)
_DEMAND = r'(?P<severity>error|warning): {place} \[(?P<rule>[a-z0-9-]+)\] "(?P<part>[^"]*)"'
_COLUMNS = r"(?P<column>\d+)(?:-(?P<end>\d+))?"
_BESIDE = re.compile(r"\s+# " + _DEMAND.format(place=_COLUMNS) + r"[ \t]*$")
_BELOW = re.compile(
    r"^> " + _DEMAND.format(place=r"(?:(?P<path>\S+):)?(?P<line>\d+):" + _COLUMNS) + "$",
    re.MULTILINE,
)
_QUOTED = re.compile(r"^> .*$", re.MULTILINE)
_ESCAPE = re.compile(
    r"\{(?:U\+(?P<char>[0-9A-F]+)|0x(?P<byte>[0-9A-F]{2})|(?P<of>.)\*(?P<n>\d+))\}"
)


@dataclass(frozen=True, slots=True)
class Demand:
    path: str
    line: int
    column: int
    end: int | None
    severity: str
    rule: str
    part: str

    def is_met_by(self, found: Diagnostic) -> bool:
        span = found.span
        return (
            (span.path, span.line, span.column) == (self.path, self.line, self.column)
            and self.end in (None, span.end_column)
            and (found.rule.severity, found.rule.id) == (self.severity, self.rule)
            and (self.part in found.message or self.part in found.help)
        )

    def __str__(self) -> str:
        end = f"-{self.end}" if self.end else ""
        place = f"{self.path}:{self.line}:{self.column}{end}"
        return f'{place} {self.severity} [{self.rule}] "{self.part}"'


@dataclass(slots=True)
class Case:
    """A section: the files that lie over the minimal archive, and what must be found in them."""

    rule: str  # the file's
    title: str
    overlay: dict[str, bytes | None] = field(default_factory=dict)
    before: dict[str, bytes | None] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    demands: list[Demand] = field(default_factory=list)

    def files(self) -> Files:
        return minimal(self.overlay)

    def found(self) -> tuple[Diagnostic, ...]:
        """What is found in the files; with files of before, also what was changed silently."""
        archive, found = checked(self._texts(), TODAY)
        if not self.before:
            return found
        before, _ = load_archive(texts(minimal(self.before)), TODAY)
        return in_order([*found, *silent_changes(before, archive)])

    def _texts(self) -> list[SourceText]:
        if not self.links:
            return texts(self.files())
        with TemporaryDirectory() as folder:
            root = Path(folder)
            for path, data in self.files().items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_bytes(data)
            for path, target in self.links.items():
                (root / path).symlink_to(target)
            return read_texts(root)

    def __str__(self) -> str:
        return f"{self.rule}: {self.title}"


def cases_in(file: Path) -> Iterator[Case]:
    head, *sections = _SECTION.split(file.read_text(encoding="utf-8"))
    if f"# {file.stem}\n" not in head:
        raise ValueError(f"{file.name} is not headed by the rule's id")
    for title, body in zip(sections[::2], sections[1::2], strict=True):
        case = Case(file.stem, title)
        for block in _BLOCK.finditer(body):
            _take(case, block)
        if body.count("\n```") != 2 * (len(case.overlay) + len(case.before) + len(case.links)):
            raise ValueError(f"{case} has a block that is no file")
        yield case


def _take(case: Case, block: re.Match[str]) -> None:
    path = unescaped(block["path"]).decode()
    files = case.before if block["was"] else case.overlay
    if block["language"] == "absent":
        files[path] = None
    elif block["language"] == "link":
        case.links[path] = block["text"].strip()
    else:
        text = _merged(path, block["text"]) if block["fields"] else block["text"]
        files[path] = unescaped(_without_demands(case, path, text))
    for quoted in _QUOTED.findall(block["below"]):
        found = _BELOW.match(quoted)
        if found is None:
            raise ValueError(f"{case}: `{quoted}` is no demand")
        case.demands.append(_demand(found, found["path"] or path, int(found["line"])))


def _merged(path: str, text: str) -> str:
    """The file of the minimal archive with the fields of the text in place of its own."""
    fields = {**_fields(minimal()[path].decode()), **_fields(text)}
    return "".join(fields.values())


def _fields(text: str) -> dict[str, str]:
    """The lines of each field at the left edge, by its name."""
    chunks = re.split(r"^(?=\w+:)", text, flags=re.MULTILINE)
    return {chunk.partition(":")[0]: chunk for chunk in chunks if chunk}


def _without_demands(case: Case, path: str, text: str) -> str:
    lines = []
    for number, whole in enumerate(text.split("\n"), start=1):
        line = whole
        while found := _BESIDE.search(line):
            case.demands.append(_demand(found, path, number))
            line = line[: found.start()]
        if re.search(r"# (?:error|warning):", line):
            raise ValueError(f"{case}: `{line}` is no demand")
        lines.append(line)
    return "\n".join(lines)


def _demand(found: re.Match[str], path: str, line: int) -> Demand:
    end = int(found["end"]) if found["end"] else None
    column = int(found["column"])
    return Demand(path, line, column, end, found["severity"], found["rule"], found["part"])


def unescaped(text: str) -> bytes:
    parts: list[bytes] = []
    at = 0
    for found in _ESCAPE.finditer(text):
        parts.append(text[at : found.start()].encode())
        if found["char"]:
            parts.append(chr(int(found["char"], 16)).encode())
        elif found["byte"]:
            parts.append(bytes.fromhex(found["byte"]))
        else:
            parts.append(found["of"].encode() * int(found["n"]))
        at = found.end()
    return b"".join([*parts, text[at:].encode()])
