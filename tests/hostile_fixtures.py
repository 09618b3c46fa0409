"""The site of hostile texts and the site of tame ones, built once for the tests of a process.

A module uses them with `pytest_plugins = ("hostile_fixtures",)`.
"""

import pytest
from hostile.archive import hostile, tame
from hostile.building import Built, built_in


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_in(tmp_path_factory.mktemp("hostile"), hostile)


@pytest.fixture(scope="session")
def tame_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_in(tmp_path_factory.mktemp("tame"), tame)
