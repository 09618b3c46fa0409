"""The files of a new explainer, by path in its folder, with its title filled in."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.data.source_text import SourceText
from generator.kinds.registry import load_archive
from generator.schema.json_schemas import schema_files
from generator.schema.yaml_scalars import scalar

_HERE = Path(__file__).parent
_TITLE = "{title}"
_NAME = re.compile(r"^site_name: .*$", re.MULTILINE)
# The texts that were written for new projects. A `.gitignore` among the code would be obeyed there.
_EXAMPLE = ("README.md", "gitignore", "content", "site-data")
# What all projects have alike: in a checkout it lies at the top, in an installed package here.
_SHARED = ("mkdocs.yml", ".vscode", "overrides")


def starter(title: str) -> dict[str, bytes]:
    """A complete project: data, pages, theme, settings, and the schemas for editors."""
    quoted = scalar(title, is_text=True)
    files = {}
    for path, data in _files(_HERE, _EXAMPLE):
        is_yaml = path.endswith(".yml") or path.startswith("content/")
        filled = data.decode().replace(_TITLE, quoted if is_yaml else title)
        files[".gitignore" if path == "gitignore" else path] = filled.encode()
    top = _HERE if (_HERE / "mkdocs.yml").exists() else _HERE.parent.parent
    files |= _files(top, _SHARED)
    settings = files["mkdocs.yml"].decode()
    files["mkdocs.yml"] = _NAME.sub(lambda _: f"site_name: {quoted}", settings, count=1).encode()
    archive, _ = load_archive(SourceText(path, data) for path, data in files.items())
    files |= {path: text.encode() for path, text in schema_files(archive).items()}
    return dict(sorted(files.items()))


def _files(folder: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The files of these names in a folder, and those below the folders of these names."""
    for name in names:
        for path in (folder / name, *(folder / name).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(folder).as_posix(), path.read_bytes()
