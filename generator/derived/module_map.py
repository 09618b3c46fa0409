"""The module map of ARCHITECTURE.md: each module with the first sentence of its docstring."""

import ast
import re
from collections.abc import Iterable, Mapping
from itertools import groupby

from generator.derived.tables import table

BEGIN = "<!-- module map -->"
END = "<!-- /module map -->"

_BLOCK = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
_SENTENCE = re.compile(r".+?[.!?](?=\s|$)")
_PACKAGE = "__init__.py"


def module_map(modules: Mapping[str, str]) -> str:
    """The block with its marks, from the Python texts by path (`generator/load/yaml.py`)."""
    paths = sorted(modules, key=lambda path: (_folder(path), path))
    packages = groupby(paths, key=_folder)
    sections = (_section(folder, tuple(inner), modules) for folder, inner in packages)
    return "\n\n".join((BEGIN, *sections, END))


def has_block(page: str) -> bool:
    return _BLOCK.search(page) is not None


def with_block(page: str, block: str) -> str:
    """The page with its block replaced, and nothing else."""
    return _BLOCK.sub(lambda _: block, page, count=1)


def _section(folder: str, paths: Iterable[str], modules: Mapping[str, str]) -> str:
    said = {path.rpartition("/")[2]: _first_sentence(modules[path]) for path in paths}
    package = said.pop(_PACKAGE, "")
    rows = [(f"`{name}`", sentence) for name, sentence in said.items()]
    modules_of = table(("module", "what it is"), rows)
    return f"**`{folder}/`** {package}\n\n{modules_of}" if rows else f"**`{folder}/`** {package}"


def _first_sentence(module: str) -> str:
    docstring = ast.get_docstring(ast.parse(module)) or ""
    paragraph = " ".join(docstring.partition("\n\n")[0].split())
    sentence = _SENTENCE.match(paragraph)
    return sentence[0] if sentence else paragraph


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
