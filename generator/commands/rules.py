"""`explainer rules`: what the rules demand and why, with examples."""

import textwrap
from collections.abc import Iterator, Sequence

import click

from generator.audit.rules import RULES as AUDIT_RULES
from generator.commands.exits import Exit
from generator.core.diagnostics import Rule
from generator.core.rules import RULES
from generator.core.suggestions import did_you_mean


def run(id: str = "") -> int:
    """Prints the rule with this id, or without one the list of all rules."""
    if not id:
        click.echo("\n".join(_table((*RULES, *AUDIT_RULES))))
        return Exit.FINE
    by_id = {rule.id: rule for rule in (*RULES, *AUDIT_RULES)}
    if id not in by_id:
        advice = did_you_mean(id, by_id, "`explainer rules` lists all of them")
        click.echo(f"explainer: there is no rule `{id}`; {advice}", err=True)
        return Exit.WRONG_USAGE
    click.echo("\n\n".join(_paragraphs(by_id[id])))
    return Exit.FINE


def _table(rules: Sequence[Rule]) -> Iterator[str]:
    ids = max(len(rule.id) for rule in rules)
    severities = max(len(rule.severity) for rule in rules)
    for rule in rules:
        yield f"{rule.id:{ids}}  {rule.severity.value:{severities}}  {rule.summary}"


def _paragraphs(rule: Rule) -> Iterator[str]:
    yield f"{rule.id} ({rule.severity})"
    yield rule.summary
    yield f"Why: {rule.why}"
    for word, example in (("Wrong", rule.wrong), ("Right", rule.right)):
        if example:
            yield f"{word}:\n{textwrap.indent(example, '  ')}"
