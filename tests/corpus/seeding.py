"""A seeded fault: a change of one file of the real data, and the finding that it must lead to.

Where the finding must stand is marked in the changed text by `⟪`, which is taken out again: no line
or column is written down anywhere, so the data may be edited without touching the corpus.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

MARK = "⟪"
NOTHING = ""  # nothing is near, so nothing may be suggested

Change = Callable[[str], str]


@dataclass(frozen=True)
class Fault:
    """`path` is the file as it is, `now` the file with the fault in it: nothing if it is gone."""

    name: str
    path: str
    now: str
    change: Callable[[bytes], bytes]  # what it makes still holds the mark
    rule: str
    meant: str | None  # the right suggestion, `NOTHING`, or none where none is asked for
    seen_at: tuple[str, str] | None = None  # another file and the words in it that are at fault

    def seeded(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """The files with the fault in them."""
        changed = dict(files)
        marked = self.change(changed.pop(self.path, b""))
        if self.now:
            changed[self.now] = marked.replace(MARK.encode(), b"")
        return changed

    def written(self) -> set[str]:
        """The files that it changes, and the one in which it shows."""
        return {self.path, self.now, self.seen_at[0] if self.seen_at else self.path} - {""}

    def place(self, files: Mapping[str, bytes]) -> tuple[str, int, int]:
        """File, line and column of the finding; the first place of the file if none is marked."""
        if self.seen_at:
            path, at = self.seen_at
            return path, *_line_and_column(files[path].decode(), at)
        marked = self.change(files.get(self.path, b"")).decode(errors="replace")
        return self.now or self.path, *_line_and_column(marked, MARK)


def _line_and_column(text: str, words: str) -> tuple[int, int]:
    before, found, _ = text.partition(words)
    return (before.count("\n") + 1, len(before) - before.rfind("\n")) if found else (1, 1)


def seed(
    name: str,
    path: str,
    change: Change,
    rule: str,
    meant: str | None = None,
    *,
    now: str = "",
    seen_at: tuple[str, str] | None = None,
) -> Fault:
    """A fault in a file of the data, which is named without `site-data/` and `.yml`."""
    whole = path if "." in path else f"site-data/{path}.yml"

    def changed(data: bytes) -> bytes:
        return change(data.decode()).encode()

    return Fault(name, whole, now or whole, changed, rule, meant, seen_at)


def in_bytes(name: str, path: str, change: Callable[[bytes], bytes], rule: str) -> Fault:
    """A fault that no text holds."""
    whole = f"site-data/{path}.yml"
    return Fault(name, whole, whole, change, rule, None)


def moved(name: str, path: str, now: str, rule: str, change: Change = str) -> Fault:
    """A file that lies elsewhere, or is named otherwise, than it should."""
    return seed(name, path, change, rule, now=f"site-data/{now}")


def removed(name: str, path: str, rule: str) -> Fault:
    """A file that is gone."""
    return Fault(name, f"site-data/{path}.yml", "", bytes, rule, None)


def value(key: str, new: str) -> Change:
    """Another value on the first line that begins with this key."""
    return line(rf"((?: |- )*{key}:) .*", lambda found: f"{found[1]} {new}")


def key(old: str, new: str) -> Change:
    """Another name for a field, where it stands first."""
    return line(rf"((?: |- )*){old}:(.*)", lambda found: f"{found[1]}{MARK}{new}:{found[2]}")


def words(old: str, new: str) -> Change:
    """Other words where these stand first."""
    return line(re.escape(old), lambda _: new, whole=False)


def line(pattern: str, new: Callable[[re.Match[str]], str], whole: bool = True) -> Change:
    """Another text in place of the first line that matches."""
    sought = re.compile(f"^{pattern}$" if whole else pattern, re.MULTILINE)

    def changed(text: str) -> str:
        assert sought.search(text), f"nothing matches {pattern}"
        return sought.sub(new, text, count=1)

    return changed


def top(new: str) -> Change:
    """A line more at the top."""
    return lambda text: f"{new}\n{text}"


def end(new: str) -> Change:
    """Lines more at the end."""
    return lambda text: f"{text.rstrip()}\n{new}\n"


def without(name: str) -> Change:
    """A field of the record taken out, with everything below it."""

    def changed(text: str) -> str:
        found, count = re.subn(_field(name), "", text, count=1, flags=re.MULTILINE)
        assert count, f"there is no {name}"
        return found

    return changed


def instead(name: str, new: str) -> Change:
    """Another field in place of one of the record, with everything below it."""

    def changed(text: str) -> str:
        found, count = re.subn(
            _field(name), lambda _: f"{new}\n", text, count=1, flags=re.MULTILINE
        )
        assert count, f"there is no {name}"
        return found

    return changed


def opening(name: str, new: str) -> Change:
    """Words at the beginning of the first prose of this name."""
    return _in_prose(name, lambda prose, indent: f"{indent}{new}\n{prose}")


def closing(name: str, new: str) -> Change:
    """A paragraph at the end of the first prose of this name."""
    return _in_prose(name, lambda prose, indent: f"{prose}\n\n{indent}{new}")


def whole(new: str) -> Change:
    """Another text altogether."""
    return lambda _: new


def _field(name: str) -> str:
    """A field that begins a line, with the lines that belong to it."""
    return rf"^{name}:.*\n(?:(?:[ ].*|- .*|)\n)*"


def _in_prose(name: str, change: Callable[[str, str], str]) -> Change:
    begin = re.compile(rf"^(?P<indent>(?: |- )*){name}:\s*(?:- )?>-\n", re.MULTILINE)

    def changed(text: str) -> str:
        found = begin.search(text)
        assert found, f"there is no prose {name}"
        rest = text[found.end() :]
        indent = rest[: len(rest) - len(rest.lstrip(" "))]
        lines = rest.split("\n")
        length = next(
            (i for i, one in enumerate(lines) if one.strip() and not one.startswith(indent)),
            len(lines),
        )
        prose, after = "\n".join(lines[:length]).rstrip(), "\n".join(lines[length:])
        return f"{text[: found.end()]}{change(prose, indent)}\n{after}"

    return changed
