"""The rules page: what each rule demands and why, with an example of wrong and right."""

from collections.abc import Iterable, Iterator
from itertools import chain

from generator.core.diagnostics import Rule
from generator.schema.tables import table

_INTRODUCTION = """\
<!-- Made by `explainer docs` from the rules in generator/: do not edit it here. -->

# Rules

What `explainer check` demands of the data. An **error** means that the site would be wrong: nothing
is published until it is mended. A **warning** means that the site is right, but poorer.

A finding names its rule in brackets, as in `error[bad-date]`; each rule has its place below."""


_OF_THE_AUDIT = """\
# Rules of the audit

What `explainer audit` demands of the built site; `make site` ends on it."""


def rules_page(rules: Iterable[Rule], audit_rules: Iterable[Rule]) -> str:
    """The page, in Markdown; the address of a rule on it is `#` and the rule's id."""
    parts = ((_INTRODUCTION, "yaml", tuple(rules)), (_OF_THE_AUDIT, "html", tuple(audit_rules)))
    return "\n\n".join(chain.from_iterable(_part(*part) for part in parts)) + "\n"


def _part(introduction: str, language: str, rules: Iterable[Rule]) -> Iterator[str]:
    listed = tuple(rules)
    rows = [(f"[{rule.id}](#{rule.id})", str(rule.severity), rule.summary) for rule in listed]
    yield introduction
    yield table(("rule", "level", "demand"), rows)
    yield from ("\n\n".join(_blocks(rule, language)) for rule in listed)


def _blocks(rule: Rule, language: str) -> Iterator[str]:
    yield f"## {rule.id}"
    yield f"**{rule.severity.capitalize()}.** {rule.summary}"
    yield f"Why: {rule.why}"
    for name, example in (("Wrong:", rule.wrong), ("Right:", rule.right)):
        if example:
            yield name
            yield f"```{language}\n{example}\n```"
