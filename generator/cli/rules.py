"""`explainer rules`: what the rules demand and why, with examples."""

import textwrap
from collections.abc import Iterator

import click

from generator.audit.rules import RULES as AUDIT_RULES
from generator.checks.run import CHECKS
from generator.cli.shell import Exit, Stop
from generator.core.diagnostics import Rule
from generator.core.suggestions import did_you_mean
from generator.data import rules
from generator.history import silent
from generator.proof import fingerprint

# All rules of the data, each of which is declared beside what keeps it.
RULES: tuple[Rule, ...] = tuple(
    sorted(
        {
            value
            for module in (rules, fingerprint, *CHECKS, silent)
            for value in vars(module).values()
            if isinstance(value, Rule)
        },
        key=lambda rule: rule.id,
    )
)
_ALL = (*RULES, *AUDIT_RULES)


@click.command("rules")
@click.argument("id", required=False, default="")
def command(id: str) -> int:
    """Lists all rules, or explains the one with this ID.

    \b
    Examples:
      explainer rules
      explainer rules unknown-reference
    """
    by_id = {rule.id: rule for rule in _ALL}
    if id and id not in by_id:
        advice = did_you_mean(id, by_id, "`explainer rules` lists all of them")
        raise Stop(f"there is no rule `{id}`; {advice}")
    click.echo("\n\n".join(_paragraphs(by_id[id])) if id else "\n".join(_table()))
    return Exit.FINE


def _table() -> Iterator[str]:
    ids = max(len(rule.id) for rule in _ALL)
    severities = max(len(rule.severity) for rule in _ALL)
    for rule in _ALL:
        yield f"{rule.id:{ids}}  {rule.severity.value:{severities}}  {rule.summary}"


def _paragraphs(rule: Rule) -> Iterator[str]:
    yield f"{rule.id} ({rule.severity})"
    yield rule.summary
    yield f"Why: {rule.why}"
    for word, example in (("Wrong", rule.wrong), ("Right", rule.right)):
        if example:
            yield f"{word}:\n{textwrap.indent(example, '  ')}"
