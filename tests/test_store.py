"""The store: what was put is found again, and nothing that is wrong with it reaches a caller."""

import multiprocessing
import os
import shutil
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

import generator
from generator.build import store as module
from generator.build.store import FILE, SWITCH, Store, code, key_of, project_store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / FILE


@pytest.fixture
def said() -> list[str]:
    return []


ONE, TWO = key_of("test", "one"), key_of("test", "two")


def filled(file: Path) -> None:
    with opened(file) as store:
        store.put(ONE, b"first")
        store.put(TWO, b"second")


def opened(file: Path) -> Store:
    """Of which nothing is wrong."""
    return Store(file, pytest.fail)


def values(store: Store, keys: list[bytes]) -> dict[bytes, bytes]:
    """Those of these keys that have one."""
    found = {key: store.get(key) for key in keys}
    return {key: value for key, value in found.items() if value is not None}


def test_what_was_put_is_found_at_once_and_by_a_later_run(file: Path) -> None:
    with opened(file) as store:
        assert store.get(ONE) is None
        store.put(ONE, b"first")
        assert store.get(ONE) == b"first"
    with opened(file) as store:
        assert values(store, [TWO, ONE]) == {ONE: b"first"}


def test_many_large_entries_are_found(file: Path) -> None:
    keys = [key_of("test", str(number)) for number in range(1200)]
    with opened(file) as store:
        for key in keys:
            store.put(key, key * 500)
    with opened(file) as store:
        assert values(store, keys) == {key: key * 500 for key in keys}


def test_keys_tell_parts_and_kinds_apart() -> None:
    keys = [
        key_of("a", "bc"),
        key_of("a", "b", "c"),
        key_of("ab", "c"),
        key_of("a", "bc", ""),
        key_of("a", code("jinja2")),
        key_of("a", code("jinja2", "mkdocs")),
        key_of("a", code("jinja2", "pillow")),
    ]
    assert len(set(keys)) == len(keys)
    assert key_of("a", "é") == key_of("a", "é".encode())


def test_the_digest_of_the_code_follows_every_file_of_the_generator(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = code()
    copy = tmp_path / "generator"
    shutil.copytree(Path(generator.__file__).parent, copy)
    monkeypatch.setattr(generator, "__file__", str(copy / "__init__.py"))
    digests = [code.__wrapped__()]
    for name in ("dates.py", "templates/claim.md"):
        with (copy / name).open("a") as part:
            part.write("\n")
        digests.append(code.__wrapped__())
    assert len(set(digests)) == 3
    assert digests[0] == here


@pytest.mark.parametrize(
    "content",
    [b"this is no database", b"SQLite format 3\0" + bytes(200), bytes(5000)],
    ids=["text", "torn", "zeros"],
)
def test_a_foreign_file_gives_way_to_a_new_one_with_one_warning(
    file: Path, said: list[str], content: bytes
) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    with Store(file, said.append) as store:
        assert store.get(ONE) is None
        store.put(ONE, b"first")
    assert len(said) == 1 and "begun anew" in said[0]
    with Store(file, said.append) as store:
        assert store.get(ONE) == b"first"
    assert len(said) == 1


def test_a_database_of_another_program_gives_way_too(file: Path, said: list[str]) -> None:
    file.parent.mkdir()
    with sqlite3.connect(file) as base:
        base.execute("CREATE TABLE entries (a)")
    base.close()
    with Store(file, said.append) as store:
        store.put(ONE, b"first")
        assert store.get(ONE) == b"first"
    assert len(said) == 1


def test_wherever_the_file_is_damaged_an_entry_is_right_or_missing(
    file: Path, said: list[str]
) -> None:
    keys = [key_of("test", str(number)) for number in range(200)]
    with opened(file) as store:
        for key in keys:
            store.put(key, key * 30)
    whole = file.read_bytes()
    for start in range(0, len(whole), len(whole) // 60):
        file.write_bytes(whole[:start] + bytes(37) + whole[start + 37 :])
        before = len(said)
        with Store(file, said.append) as store:
            for key, value in values(store, keys).items():
                assert value == key * 30
            store.put(ONE, b"first")
            assert store.get(ONE) == b"first"
        assert len(said) <= before + 1


def test_damage_that_is_met_in_the_midst_is_said_once_and_what_comes_after_is_kept(
    file: Path, said: list[str]
) -> None:
    filled(file)
    with Store(file, said.append) as store:
        with sqlite3.connect(file) as base:
            base.execute("DROP TABLE entries")
        base.close()
        assert store.get(ONE) is None
        assert store.get(TWO) is None
        store.put(ONE, b"again")
    assert len(said) == 1
    with Store(file, said.append) as store:
        assert store.get(ONE) == b"again"
    assert len(said) == 1


def test_without_a_place_for_the_file_there_is_one_of_this_process_and_one_warning(
    file: Path, said: list[str]
) -> None:
    file.parent.write_text("a file where the folder should be")
    with Store(file, said.append) as store:
        store.put(ONE, b"first")
        assert store.get(ONE) == b"first"
    assert len(said) == 1 and "cannot be used" in said[0]
    assert file.parent.is_file()


def test_a_file_that_may_not_be_written_is_left_alone(
    file: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(file)
    before = file.read_bytes()
    connect: Any = sqlite3.connect

    def read_only(name: object, **options: Any) -> Any:
        if name != file:
            return connect(name, **options)
        return connect(f"file:{file}?mode=ro", uri=True, **options)

    monkeypatch.setattr(sqlite3, "connect", read_only)  # root may write what it may not
    with Store(file, said.append) as store:
        store.put(ONE, b"another")
        assert store.get(ONE) == b"another"
    assert len(said) == 1 and "cannot be used" in said[0]
    assert file.read_bytes() == before


def test_without_a_file_what_was_put_is_found_as_long_as_the_process_runs(
    tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the switch and with the option; then nothing of it is left."""
    monkeypatch.setenv(SWITCH, "1")
    for is_kept in (True, False):
        with project_store(tmp_path, said.append, is_kept=is_kept) as store:
            assert store.get(ONE) is None
            store.put(ONE, b"first")
            assert store.get(ONE) == b"first"
        monkeypatch.setenv(SWITCH, "")
    assert list(tmp_path.iterdir()) == [] and said == []
    with project_store(tmp_path, said.append) as store:
        store.put(ONE, b"first")
    assert (tmp_path / FILE).is_file()


def put_many(file: Path, name: str) -> None:
    complaints: list[str] = []
    with Store(file, complaints.append) as store:
        for number in range(300):
            store.put(key_of(name, str(number)), name.encode() * 1000)
            store.get(key_of("a", str(number)))
    os._exit(1 if complaints else 0)


def test_processes_at_once_do_not_disturb_each_other(file: Path) -> None:
    several = multiprocessing.get_context("spawn")
    processes = [several.Process(target=put_many, args=(file, name)) for name in "abc"]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    with opened(file) as store:
        for name in "abc":
            keys = [key_of(name, str(number)) for number in range(300)]
            assert set(values(store, keys).values()) == {name.encode() * 1000}
            assert len(values(store, keys)) == 300


def test_what_was_used_last_is_kept_when_there_is_too_much(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(file)
    monkeypatch.setattr(time, "time_ns", lambda: 4 * 10**18)
    with opened(file) as store:
        store.get(ONE)
    monkeypatch.setattr(module, "_LARGEST", 12)
    three = key_of("test", "three")
    with opened(file) as store:
        store.put(three, b"third")
    with opened(file) as store:
        assert values(store, [ONE, TWO, three]) == {ONE: b"first", three: b"third"}


def test_what_a_run_used_is_kept_however_much_it_is(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An explainer that is larger than the limit would be made anew by each build."""
    filled(file)
    monkeypatch.setattr(module, "_LARGEST", 1)
    three = key_of("test", "three")
    with opened(file) as store:
        store.get(ONE)
        store.put(three, b"third")
    with opened(file) as store:
        assert values(store, [ONE, TWO, three]) == {ONE: b"first", three: b"third"}


def test_what_was_not_used_for_long_goes(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(file)
    monkeypatch.setattr(time, "time_ns", lambda: 4 * 10**18)
    with opened(file) as store:
        store.put(key_of("test", "three"), b"third")
    with opened(file) as store:
        assert values(store, [ONE, TWO]) == {}
