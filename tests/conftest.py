"""Options of the test run, and how long hypothesis may look for counter-examples."""

import os

import pytest
from archives import made_of_real_data
from hypothesis import HealthCheck, settings
from sampling import OPTION, Sampling, sampled

from generator.build.pipeline import Generation

REWRITE = "--rewrite-sites"

settings.register_profile(
    "tests",
    deadline=None,  # machines differ; the suite as a whole has its time
    derandomize="CI" in os.environ,  # a submission is not judged by chance
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("sample", settings.get_profile("tests"), max_examples=40)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        REWRITE,
        action="store_true",
        help="write what the sites below tests/sites/ are made into as what is expected of them",
    )

    parser.addoption(
        OPTION,
        action="store_true",
        help="leave out what enumerates, but for a sample of it (as `make test` does)",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption(OPTION):
        items[:], left_out = sampled(items)
        config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="session")
def sampling(request: pytest.FixtureRequest) -> Sampling:
    return Sampling(request.config.getoption(OPTION))


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("sample" if config.getoption(OPTION) else "tests")
    if config.getoption(REWRITE) and os.environ.get("CI") == "true":
        raise pytest.UsageError(f"{REWRITE} is for editors' machines: CI only compares")


@pytest.fixture(scope="session")
def real() -> Generation:
    """What this project publishes."""
    return made_of_real_data()
