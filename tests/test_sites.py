"""Small archives are made into exactly the files that stand beside them, `in` into `out`.

`pytest tests/test_sites.py --rewrite-sites` writes what is made now; read the difference with care.
"""

import difflib
import shutil
from pathlib import Path

import pytest
from archives import SITES, archive, made
from conftest import REWRITE

NAMES = sorted(folder.name for folder in SITES.iterdir())


def test_there_are_the_sites_that_are_spoken_of() -> None:
    assert NAMES == ["minimal", "spellings"]


@pytest.mark.parametrize("name", NAMES)
def test_the_archive_is_without_a_fault(name: str) -> None:
    assert [f"{one.span} {one.message}" for one in made(archive(name)).found] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_site_is_file_by_file_what_is_expected(
    name: str, request: pytest.FixtureRequest
) -> None:
    site = made(archive(name)).site
    assert site is not None
    files = dict(site.files())
    if request.config.getoption(REWRITE):
        _rewrite(SITES / name / "out", files)
    expected = _read(SITES / name / "out")
    assert sorted(files) == sorted(expected), "other files are made than are expected"
    different = [_difference(path, expected[path], files[path]) for path in files]
    assert not any(different), "\n".join(different)


def _rewrite(folder: Path, files: dict[str, bytes]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def _read(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _difference(path: str, expected: bytes, got: bytes) -> str:
    """What differs, line by line; nothing where the bytes are equal."""
    if expected == got:
        return ""
    before, after = expected.decode().splitlines(), got.decode().splitlines()
    return "\n".join(
        difflib.unified_diff(before, after, f"expected {path}", path, lineterm="", n=1)
    )
