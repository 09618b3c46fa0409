"""A build that takes what it can from the cache equals a clean one, in each byte and each word.

A project goes through random sequences of edits, as editors and developers make them, and is built
after each. Then it is built once more without the cache. `SEQUENCES` says how many are tried;
`make property` tries 200.
"""

import logging
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from jinja2 import TemplateError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from project_edits import EDITS, TEXTS, Editing, base, write
from projects import files_below

from generator.build.store import FILE, SWITCH

SEQUENCES = int(os.environ.get("SEQUENCES", "12"))
LONGEST = 4  # edits in a sequence


@dataclass(frozen=True)
class Outcome:
    files: dict[str, bytes]
    said: list[str]
    ended: str


def outcome(folder: Path, strict: bool, *, is_cached: bool = True) -> Outcome:
    """What a build makes, what it says, and how it ends; MkDocs alone, or with the cache."""
    logger = logging.getLogger("mkdocs")
    said: list[str] = []
    handler = logging.Handler(logging.INFO)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger.addHandler(handler)
    ended = "well"
    config = load_config(os.fspath(folder / "mkdocs.yml"), strict=strict)
    config.plugins["explainer"].config["cache"] = is_cached
    config.plugins.on_startup(command="build", dirty=False)
    try:
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    except (MkDocsException, TemplateError, ArithmeticError) as error:
        ended = f"{type(error).__name__}: {error}"
    finally:
        logger.removeHandler(handler)
    of_the_cache = r"Documentation built|Building documentation|.* (is|are) rendered: "
    words = [message for message in said if not re.match(of_the_cache, message)]
    return Outcome(files_below(folder / "site"), words, ended)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One project for all sequences, so that its cache holds what many states of it were."""
    logger, before = logging.getLogger("mkdocs"), logging.getLogger("mkdocs").level
    logger.setLevel(logging.INFO)
    yield tmp_path_factory.mktemp("incremental")
    logger.setLevel(before)


@pytest.mark.sample(1)
@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_a_cached_build_equals_a_clean_one(
    place: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1625097600")
    random = Random(seed)
    edit = Editing(random, base())
    written = {
        path.relative_to(place).as_posix(): ""
        for path in place.rglob("*")
        if path.is_file() and path.suffix in TEXTS and "site" not in path.relative_to(place).parts
    }
    is_strict = random.random() < 0.3
    made: list[str] = []
    for _ in range(random.randint(1, LONGEST)):
        write(place, written, edit.files)
        written = edit.files
        outcome(place, is_strict)
        edit.earlier.append(dict(edit.files))
        edit.files = dict(edit.files)
        edit.number = seed * 10 + len(made)
        chosen = random.choice(EDITS)
        chosen(edit)
        made.append(chosen.__name__)
    write(place, written, edit.files)
    cached = outcome(place, is_strict)
    assert (place / FILE).is_file()
    monkeypatch.setenv(SWITCH, "1")
    clean = outcome(place, is_strict, is_cached=False)
    print(seed, clean.ended.split(":")[0], len(clean.said), *made)
    assert cached.said == clean.said, made
    assert cached.ended == clean.ended, made
    assert cached.files.keys() == clean.files.keys(), made
    differing = [path for path, data in clean.files.items() if cached.files[path] != data]
    assert differing == [], made
