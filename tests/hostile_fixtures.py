"""The site of hostile texts and the site of tame ones, built once for all tests.

A module uses them with `pytest_plugins = ("hostile_fixtures",)`.
"""

import pytest
from browsing import made_once
from hostile.archive import Texts, archive, hostile, tame
from hostile.building import Built, built_in


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return _built(tmp_path_factory, "hostile", hostile)


@pytest.fixture(scope="session")
def tame_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return _built(tmp_path_factory, "tame", tame)


def _built(factory: pytest.TempPathFactory, name: str, write: Texts) -> Built:
    folder = made_once(factory, name, lambda folder: built_in(folder, write))
    return Built(archive(write), folder)
