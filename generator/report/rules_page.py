"""The rules page: what each rule demands and why, with an example of wrong and right."""

from collections.abc import Iterator, Sequence

from generator.core.diagnostics import Rule
from generator.core.text import table

_INTRODUCTION = """\
<!-- Made by `explainer docs` from the rules in generator/: do not edit it here. -->

# Rules

What `explainer check` demands of the data. An **error** means that the site would be wrong: nothing
is published until it is mended. A **warning** means that the site is right, but poorer.

A finding names its rule in brackets, as in `error[bad-date]`; each rule has its place below."""

_OF_THE_AUDIT = """\
# Rules of the audit

What `explainer audit` demands of the built site; `make site` ends on it."""


def rules_page(rules: Sequence[Rule], audit_rules: Sequence[Rule]) -> str:
    """The page, in Markdown; the address of a rule on it is `#` and the rule's id."""
    parts = ((_INTRODUCTION, "yaml", rules), (_OF_THE_AUDIT, "html", audit_rules))
    return "\n\n".join(block for part in parts for block in _blocks(*part)) + "\n"


def _blocks(introduction: str, language: str, rules: Sequence[Rule]) -> Iterator[str]:
    yield introduction
    rows = [(f"[{rule.id}](#{rule.id})", str(rule.severity), rule.summary) for rule in rules]
    yield table(("rule", "level", "demand"), rows)
    for rule in rules:
        yield f"## {rule.id}"
        yield f"**{rule.severity.capitalize()}.** {rule.summary}"
        yield f"Why: {rule.why}"
        for name, example in (("Wrong:", rule.wrong), ("Right:", rule.right)):
            if example:
                yield f"{name}\n\n```{language}\n{example}\n```"
