"""What `make test` leaves out of what enumerates, and that `make test-all` leaves out nothing."""

from pathlib import Path

import pytest
from sampling import OPTION, Sampling, spread

pytest_plugins = ("pytester",)

FOLDER = str(Path(__file__).parent)

TESTS = """
    import pytest

    @pytest.mark.sample(3)
    @pytest.mark.parametrize("number", range(9))
    def test_one_of_many(number): pass

    @pytest.mark.exhaustive
    def test_everything(): pass

    def test_once(): pass
"""


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, [0]), (2, [0, 8]), (3, [0, 4, 8]), (9, list(range(9))), (20, list(range(9)))],
)
def test_a_sample_is_spread_evenly_from_the_first_to_the_last(
    number: int, expected: list[int]
) -> None:
    assert spread(range(9), number) == expected


def test_without_the_option_all_are_taken_one_by_one() -> None:
    assert Sampling(False).few(range(9), 2) == list(range(9))
    assert Sampling(False).step(11) == 1
    assert Sampling(True).few(range(9), 2) == [0, 8]
    assert Sampling(True).step(11) == 11


@pytest.mark.parametrize(("options", "run", "left_out"), [((), 11, 0), ((OPTION,), 4, 7)])
def test_a_sample_of_the_cases_runs_and_what_is_exhaustive_does_not(
    pytester: pytest.Pytester, options: tuple[str, ...], run: int, left_out: int
) -> None:
    pytester.makeconftest(
        f"""
        import sys
        sys.path.insert(0, {FOLDER!r})
        from sampling import OPTION, sampled

        def pytest_addoption(parser):
            parser.addoption(OPTION, action="store_true")

        def pytest_collection_modifyitems(config, items):
            if config.getoption(OPTION):
                items[:], left_out = sampled(items)
                config.hook.pytest_deselected(items=left_out)
        """
    )
    pytester.makepyfile(TESTS)
    pytester.runpytest(*options).assert_outcomes(passed=run, deselected=left_out)
