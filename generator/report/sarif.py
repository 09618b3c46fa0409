"""The format of code scanning: SARIF 2.1.0, with the rules that were broken and where."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from generator.core.diagnostics import Diagnostic, Rule, Span
from generator.report.json import as_text
from generator.report.paint import PLAIN, Paint

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT = "%SRCROOT%"


def sarif(found: Sequence[Diagnostic], _sources: Mapping[str, str], _paint: Paint = PLAIN) -> str:
    rules = sorted(
        {finding.rule.id: finding.rule for finding in found}.values(), key=lambda rule: rule.id
    )
    index = {rule.id: number for number, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "explainer", "rules": [_descriptor(rule) for rule in rules]}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder of the project."}}},
        "results": [_result(finding, index[finding.rule.id]) for finding in found],
    }
    return as_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _descriptor(rule: Rule) -> dict[str, Any]:
    examples = [f"{word}: {value}" for word, value in _examples(rule).items() if value]
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{rule.summary} {rule.why}"},
        "help": {"text": "\n".join([rule.why, *examples])},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _examples(rule: Rule) -> dict[str, str]:
    return {"Wrong": rule.wrong, "Right": rule.right}


def _result(finding: Diagnostic, rule_index: int) -> dict[str, Any]:
    message = f"{finding.message}\n{finding.help}" if finding.help else finding.message
    result: dict[str, Any] = {
        "ruleId": finding.rule.id,
        "ruleIndex": rule_index,
        "level": finding.rule.severity.value,
        "message": {"text": message},
        "locations": [{"physicalLocation": _physical(finding.span)}],
    }
    if finding.notes:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _physical(note.span),
                "message": {"text": note.message},
            }
            for number, note in enumerate(finding.notes)
        ]
    return result


def _physical(span: Span) -> dict[str, Any]:
    # A name that is not UTF-8 on disk goes into the address as its bytes.
    uri = quote(span.path, errors="surrogateescape")
    return {
        "artifactLocation": {"uri": uri, "uriBaseId": _ROOT},
        "region": {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        },
    }
