"""Each rule has cases: broken archives in which every finding is demanded and every demand met."""

import pytest
from archives import TESTS, minimal, texts
from demands import Case, cases_in

from generator.checks.run import checked
from generator.cli.rules import RULES
from generator.core.diagnostics import Diagnostic, Rule

FILES = sorted((TESTS / "cases").glob("*.md"))
CASES = [case for file in FILES for case in cases_in(file)]
EXAMPLES = [rule for rule in RULES if rule.wrong]


def test_every_rule_has_a_file_of_cases_and_every_file_a_rule() -> None:
    assert [file.stem for file in FILES] == [rule.id for rule in RULES]


def test_the_minimal_archive_is_without_a_fault() -> None:
    assert checked(texts(minimal()))[1] == ()


def test_a_section_has_a_file() -> None:
    """A case without one would pass by finding nothing."""
    assert [str(case) for case in CASES if not (case.overlay or case.before or case.links)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_cases_of_a_rule_demand_it(rule: Rule) -> None:
    assert any(
        demand.rule == rule.id for case in CASES if case.rule == rule.id for demand in case.demands
    )


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_finding_is_demanded_and_every_demand_met(case: Case) -> None:
    found = case.found()
    unmet = [demand for demand in case.demands if not any(map(demand.is_met_by, found))]
    undemanded = [one for one in found if not any(two.is_met_by(one) for two in case.demands)]
    assert not unmet and not undemanded, "\n".join(
        [
            str(case),
            *(f"not met: {demand}" for demand in unmet),
            *(f"not demanded: {_shown(one)}" for one in undemanded),
        ]
    )


@pytest.mark.parametrize("case", CASES, ids=str)
def test_one_cause_gives_one_finding(case: Case) -> None:
    """As many findings as demands, so that two never meet the same."""
    found = case.found()
    assert len(found) == len(case.demands)


@pytest.mark.parametrize("rule", EXAMPLES, ids=lambda rule: rule.id)
def test_the_example_of_a_rule_is_wrong_as_written_and_right_when_mended(rule: Rule) -> None:
    """The rules page shows the two; both stand in a case of the rule."""
    tried = [case for case in CASES if case.rule == rule.id and _has(case, rule.wrong)]
    assert any(
        _breaks(rule, case) and not (rule.right and _breaks(rule, _mended(rule, case)))
        for case in tried
    )


def _mended(rule: Rule, case: Case) -> Case:
    wrong, right = rule.wrong.encode(), rule.right.encode()
    overlay = {
        path.replace(rule.wrong, rule.right): data and data.replace(wrong, right)
        for path, data in case.overlay.items()
    }
    return Case(case.rule, case.title, overlay, case.before)


def _has(case: Case, words: str) -> bool:
    return any(
        words.encode() in path.encode() + (data or b"") for path, data in case.overlay.items()
    )


def _breaks(rule: Rule, case: Case) -> bool:
    return any(one.rule is rule for one in case.found())


def _shown(one: Diagnostic) -> str:
    return f"{one.span} {one.rule.severity} [{one.rule.id}] {one.message} ({one.help})"
