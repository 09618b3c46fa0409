"""How tests/lighthouse.py is called; what it measures is no part of the suite."""

import pytest
from lighthouse import VERY_LONG, wanted
from page_kinds import PAGE_KINDS


def test_all_kinds_of_pages_are_measured_but_the_very_long() -> None:
    assert set(wanted([]).kinds) == set(PAGE_KINDS) - VERY_LONG


def test_some_kinds_can_be_measured_alone() -> None:
    options = wanted(["--runs", "2", "home", "who said what"])
    assert (options.runs, options.kinds) == (2, ["home", "who said what"])


def test_an_unknown_kind_is_named_beside_those_that_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        wanted(["home", "hme"])
    said = capsys.readouterr().err
    assert "no such kind of page: 'hme'" in said
    assert all(kind in said for kind in PAGE_KINDS)
