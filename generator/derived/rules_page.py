"""The rules page: what each rule demands and why, with an example of wrong and right."""

from collections.abc import Iterable, Iterator

from generator.derived.tables import table
from generator.diagnostics import Rule

_INTRODUCTION = """\
<!-- Made by `explainer docs` from generator/rules.py: do not edit it here. -->

# Rules

What `explainer check` demands of the data. An **error** means that the site would be wrong: nothing
is published until it is mended. A **warning** means that the site is right, but poorer.

A finding names its rule in brackets, as in `error[bad-date]`; each rule has its place below."""


def rules_page(rules: Iterable[Rule]) -> str:
    """The page, in Markdown; the address of a rule on it is `#` and the rule's id."""
    listed = tuple(rules)
    rows = [(f"[{rule.id}](#{rule.id})", str(rule.severity), rule.summary) for rule in listed]
    contents = table(("rule", "level", "demand"), rows)
    return "\n\n".join((_INTRODUCTION, contents, *map(_section, listed))) + "\n"


def _section(rule: Rule) -> str:
    return "\n\n".join(_blocks(rule))


def _blocks(rule: Rule) -> Iterator[str]:
    yield f"## {rule.id}"
    yield f"**{rule.severity.capitalize()}.** {rule.summary}"
    yield f"Why: {rule.why}"
    for name, example in (("Wrong:", rule.wrong), ("Right:", rule.right)):
        if example:
            yield name
            yield f"```yaml\n{example}\n```"
