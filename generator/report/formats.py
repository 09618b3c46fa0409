"""The formats in which findings can be printed, by the name that editors give."""

from collections.abc import Callable, Mapping, Sequence

from generator.core.diagnostics import Diagnostic
from generator.report.program_formats import github, json, sarif
from generator.report.terminal import Paint
from generator.report.text_formats import concise, full

# The report as a text, of the findings and the texts of the files by path.
Format = Callable[[Sequence[Diagnostic], Mapping[str, str], Paint], str]

FORMATS: dict[str, Format] = {
    "full": full,
    "concise": concise,
    "github": github,
    "json": json,
    "sarif": sarif,
}
