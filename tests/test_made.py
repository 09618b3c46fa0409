"""What another process makes for MkDocs is what this one would make."""

import os
import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from projects import project

from generator.build import made as module
from generator.build.made import made_apart, made_of
from generator.build.pipeline import Cache, cache_over
from generator.cache import FILE, Store
from generator.query.settings import Settings

SETTINGS = Settings(repository="https://code.example/x", site_url="https://site.example/")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the tests themselves run in threads, too."""
    if not hasattr(os, "fork"):
        pytest.skip("this system cannot fork")
    monkeypatch.setattr(threading, "active_count", lambda: 1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


def opened(root: Path) -> Callable[[], Store]:
    return lambda: Store(root / FILE)


def test_it_is_the_same_with_an_empty_store_and_with_a_full_one(root: Path) -> None:
    here = made_of(root, SETTINGS, Cache())
    for _ in range(2):
        made = made_apart(root, SETTINGS, opened(root))
        assert made is not None
        there, store = made
        store.close()
        assert there == here
        assert there.site is not None
        assert here.site is not None
        assert there.site.files() == here.site.files()
        assert [*there.site.contents] == [*here.site.contents]
        assert there.site.cards == here.site.cards != {}
        assert there.as_of


def test_it_is_the_same_without_a_store(root: Path) -> None:
    made = made_apart(root, SETTINGS, lambda: Store(None))
    assert made is not None
    assert made[0] == made_of(root, SETTINGS, Cache())


def test_data_with_errors_is_left_to_this_process(root: Path) -> None:
    (root / "site-data" / "claims" / "ferry.yml").write_text("title: [")
    assert made_apart(root, SETTINGS, opened(root)) is None
    assert made_of(root, SETTINGS, Cache()).errors


def test_a_process_that_is_killed_leaves_all_to_this_one(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = os.getpid()

    def killed(*_: object) -> None:
        assert os.getpid() != own
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(module, "_work", killed)
    assert made_apart(root, SETTINGS, opened(root)) is None


def test_no_process_is_forked_beside_threads(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("it forked"))
    assert made_apart(root, SETTINGS, opened(root)) is None


def test_the_store_keeps_what_the_other_process_used(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where there is more than the store keeps: the next build is to find it."""
    monkeypatch.setattr("generator.cache._LARGEST", 1)
    other = replace(SETTINGS, repository="https://code.example/another")
    for settings in (other, SETTINGS):
        made = made_apart(root, settings, opened(root))
        assert made is not None
        made[1].close()
    with Store(root / FILE) as store:
        cache = Cache(store, cache_over(Store(None)).version)
        assert made_of(root, SETTINGS, cache).site is not None
        assert cache.products.made == []
        assert made_of(root, other, cache).site is not None
        assert cache.products.made != []
