"""The files of a new explainer, by path in its folder, with its title filled in."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from generator.data.source_text import SourceText
from generator.kinds.loading import load_archive
from generator.schema.written import schema_files
from generator.schema.yaml_scalars import scalar

_HERE = Path(__file__).parent
_TITLE = "{title}"
_NAME = re.compile(r"^site_name: .*$", re.MULTILINE)
# What a project keeps at its top, by the name under which it lies here: a `.gitignore` among the
# code would be obeyed there.
_HIDDEN = {"gitignore": ".gitignore"}
# What all projects have alike: in a checkout it lies at the top, in an installed package here.
_SETTINGS = ("mkdocs.yml", ".vscode/settings.json", ".vscode/extensions.json")
_THEME = "overrides"


def starter(title: str) -> dict[str, bytes]:
    """A complete project: data, pages, theme, settings, and the schemas for editors."""
    written = {
        path: _titled(text, title, is_yaml=path.endswith(".yml") or path.startswith("content/"))
        for path, text in _example().items()
    }
    written |= {name: _beside(name).read_text(encoding="utf-8") for name in _SETTINGS}
    named = f"site_name: {scalar(title, is_text=True)}"
    written["mkdocs.yml"] = _NAME.sub(lambda _: named, written["mkdocs.yml"], count=1)
    files = {path: text.encode() for path, text in written.items()} | dict(_theme())
    archive, _ = load_archive(SourceText(path, data) for path, data in sorted(files.items()))
    files |= {path: text.encode() for path, text in schema_files(archive).items()}
    return dict(sorted(files.items()))


def _titled(text: str, title: str, *, is_yaml: bool) -> str:
    return text.replace(_TITLE, scalar(title, is_text=True) if is_yaml else title)


@cache
def _example() -> dict[str, str]:
    """The texts that were written for new projects."""
    found = {}
    for path in sorted(_HERE.rglob("*")):
        name = path.relative_to(_HERE).as_posix()
        if path.is_file() and path.suffix in (".md", ".yml", "") and not _is_shared(name):
            found[_HIDDEN.get(name, name)] = path.read_text(encoding="utf-8")
    return found


def _is_shared(name: str) -> bool:
    return name in _SETTINGS or name.startswith(f"{_THEME}/")


def _theme() -> Iterator[tuple[str, bytes]]:
    folder = _beside(_THEME)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield f"{_THEME}/{path.relative_to(folder).as_posix()}", path.read_bytes()


def _beside(name: str) -> Path:
    """Where a file of every project lies: here if this is an installed package, else at the top."""
    packed = _HERE / name
    return packed if packed.exists() else _HERE.parent.parent / name
