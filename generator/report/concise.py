"""The format of one line a finding, as editors and other tools read it."""

from collections.abc import Mapping, Sequence

from generator.core.diagnostics import Diagnostic
from generator.report.cells import visible
from generator.report.paint import INK_OF, PLAIN, Ink, Paint


def concise(found: Sequence[Diagnostic], _sources: Mapping[str, str], paint: Paint = PLAIN) -> str:
    return "".join(f"{headline(finding, paint)}{_advice(finding, paint)}\n" for finding in found)


def headline(finding: Diagnostic, paint: Paint) -> str:
    """`path:line:column: error[rule-id] message`."""
    severity = finding.rule.severity
    name = paint(INK_OF[severity], f"{severity}[{finding.rule.id}]")
    return f"{paint(Ink.PLACE, visible(str(finding.span)))}: {name} {visible(finding.message)}"


def _advice(finding: Diagnostic, paint: Paint) -> str:
    return paint(Ink.HELP, f" ({visible(finding.help)})") if finding.help else ""
