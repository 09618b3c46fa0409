"""`explainer rules`: what the rules demand and why, with examples; and the page that lists them."""

import textwrap
from collections.abc import Iterator, Sequence

import click

from generator.audit import rules as audit_rules
from generator.checks.run import CHECKS
from generator.cli.shell import StopError
from generator.core.diagnostics import Rule
from generator.core.suggestions import did_you_mean
from generator.core.text import table
from generator.data import rules
from generator.history import silent
from generator.proof import fingerprint


def _declared(*modules: object) -> tuple[Rule, ...]:
    """The rules that these modules declare or keep, in order."""
    values = {value for module in modules for value in vars(module).values() if type(value) is Rule}
    return tuple(sorted(values, key=lambda rule: rule.id))


# All rules of the data, each of which is declared beside what keeps it.
RULES = _declared(rules, fingerprint, *CHECKS, silent)
AUDIT_RULES = _declared(audit_rules)
_ALL = (*RULES, *AUDIT_RULES)

_INTRODUCTION = """\
<!-- Made by `explainer docs` from the rules in generator/: do not edit it here. -->

# Rules

What `explainer check` demands of the data. An **error** means that the site would be wrong: nothing
is published until it is mended. A **warning** means that the site is right, but poorer.

A finding names its rule in brackets, as in `error[bad-date]`; each rule has its place below."""

_OF_THE_AUDIT = """\
# Rules of the audit

What `explainer audit` demands of the built site; `make site` ends on it."""


@click.command("rules")
@click.argument("id", required=False, default="")
def command(id: str) -> None:
    """Lists all rules, or explains the one with this ID.

    \b
    Examples:
      explainer rules
      explainer rules unknown-reference
    """
    by_id = {rule.id: rule for rule in _ALL}
    if id and id not in by_id:
        advice = did_you_mean(id, by_id, "`explainer rules` lists all of them")
        raise StopError(f"there is no rule `{id}`; {advice}")
    click.echo("\n\n".join(_paragraphs(by_id[id])) if id else "\n".join(_lines()))


def _lines() -> Iterator[str]:
    ids = max(len(rule.id) for rule in _ALL)
    severities = max(len(rule.severity) for rule in _ALL)
    for rule in _ALL:
        yield f"{rule.id:{ids}}  {rule.severity:{severities}}  {rule.summary}"


def _paragraphs(rule: Rule) -> Iterator[str]:
    yield f"{rule.id} ({rule.severity})"
    yield rule.summary
    yield f"Why: {rule.why}"
    for word, example in rule.examples:
        yield f"{word}:\n{textwrap.indent(example, '  ')}"


def rules_page() -> str:
    """The page of all rules, in Markdown; the address of a rule on it is `#` and the rule's id."""
    parts = ((_INTRODUCTION, "yaml", RULES), (_OF_THE_AUDIT, "html", AUDIT_RULES))
    return "\n\n".join(block for part in parts for block in _blocks(*part)) + "\n"


def _blocks(introduction: str, language: str, rules: Sequence[Rule]) -> Iterator[str]:
    yield introduction
    rows = [(f"[{rule.id}](#{rule.id})", str(rule.severity), rule.summary) for rule in rules]
    yield table(("rule", "level", "demand"), rows)
    for rule in rules:
        yield f"## {rule.id}"
        yield f"**{rule.severity.capitalize()}.** {rule.summary}"
        yield f"Why: {rule.why}"
        for word, example in rule.examples:
            yield f"{word}:\n\n```{language}\n{example}\n```"
