"""The format of one line a finding, as editors and other tools read it."""

from collections.abc import Mapping, Sequence

from generator.core.diagnostics import Diagnostic
from generator.report.cells import visible
from generator.report.paint import INK_OF, PLAIN, Ink, Paint


def concise(found: Sequence[Diagnostic], _sources: Mapping[str, str], paint: Paint = PLAIN) -> str:
    return "".join(f"{headline(one, paint)}{_advice(one, paint)}\n" for one in found)


def headline(one: Diagnostic, paint: Paint) -> str:
    """`path:line:column: error[rule-id] message`."""
    severity = one.rule.severity
    name = paint(INK_OF[severity], f"{severity}[{one.rule.id}]")
    return f"{paint(Ink.PLACE, visible(str(one.span)))}: {name} {visible(one.message)}"


def _advice(one: Diagnostic, paint: Paint) -> str:
    return paint(Ink.HELP, f" ({visible(one.help)})") if one.help else ""
