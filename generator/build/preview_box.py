"""The box that lists what is wrong over a page of the preview; it can be folded away."""

import re
from collections.abc import Sequence
from html import escape

from generator.core.diagnostics import Diagnostic
from generator.core.text import counted

_MOST = 50  # complaints in the box; the terminal shows all of them

NOTHING_YET = b"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Nothing could be built yet</title></head>
<body style="font: 18px/1.5 system-ui, sans-serif; margin: 3rem">
<h1>Nothing could be built yet</h1>
<p>Mend what is listed below, and the site comes up by itself.</p>
</body>
</html>
"""

_STYLE = """
<style>
#x-faults { position: fixed; inset: auto 0 0 0; z-index: 9999; max-height: 70vh; overflow: auto;
  padding: 1rem 1.5rem; background: #2a1215; color: #fff; border-top: 4px solid #ff8a84;
  font: 15px/1.5 system-ui, sans-serif; }
#x-faults summary { font-size: 1.1rem; font-weight: 700; cursor: pointer; }
#x-faults li { margin: .5rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
#x-faults code { color: #ffd9d6; background: none; font-size: 14px; }
#x-faults small { color: #ffd9d6; font-size: 14px; }
@media print { #x-faults { display: none; } }
</style>
"""


def complaint(finding: Diagnostic) -> str:
    """A finding as the HTML of a list item."""
    help_text = f"<br><small>{marked_up(finding.help)}</small>" if finding.help else ""
    return f"<code>{escape(str(finding.span))}</code> {marked_up(finding.message)}{help_text}"


def marked_up(words: str) -> str:
    """Plain words as HTML, with code where they have backticks."""
    return re.sub(r"`([^`\n]+)`", r"<code>\1</code>", escape(words))


def with_box(page: bytes, complaints: Sequence[str]) -> bytes:
    """An HTML page with a box of complaints, each of which is HTML already."""
    items = "".join(f"<li>{one}</li>" for one in complaints[:_MOST])
    more = len(complaints) - _MOST
    rest = f"<p>… and {more} more; the terminal shows all of them.</p>" if more > 0 else ""
    box = (
        f'{_STYLE}<section id="x-faults" role="alert"><details open>'
        f"<summary>{counted(len(complaints), 'fault')} to mend. "
        f"The page behind this is the last that could be built.</summary>"
        f"<ol>{items}</ol>{rest}</details></section>"
    ).encode()
    before, end, after = page.rpartition(b"</body>")
    return before + box + end + after if end else page + box
