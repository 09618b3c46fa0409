"""Reading the pages that people write by hand: front matter in YAML, then Markdown."""

import re

from generator.core import rules
from generator.core.diagnostics import Diagnostic, Span
from generator.data.archive import ContentPage, Origin
from generator.data.source_text import SourceText
from generator.data.yaml import compose, unreadable

FOLDER = "content/"
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?\n)?---[ \t]*(?:\r?\n|$)", re.DOTALL)
_REQUIRED = ("title", "description")


def read_content(source: SourceText) -> tuple[ContentPage | None, list[Diagnostic]]:
    odd = list(unreadable(source))
    if odd:
        return None, odd
    matter = _FRONT_MATTER.match(source.text)
    if matter is None:
        return None, [
            Diagnostic(
                rule=rules.BAD_FRONT_MATTER,
                span=Span(source.path),
                message="the page does not begin with front matter",
                help="begin with `---`, a `title:`, a `description:`, and another `---`",
            )
        ]
    # Blank lines in place of the fences keep the line numbers of the file.
    padded = "\n" + (matter[1] or "{}\n") + "\n"
    tree, found = compose(SourceText(source.path, padded.encode()))
    if tree is None:
        return None, found
    fields = tree.value if isinstance(tree.value, dict) else {}
    for name in _REQUIRED:
        if not isinstance(fields.get(name), str) or not fields[name]:
            found.append(
                Diagnostic(
                    rule=rules.BAD_FRONT_MATTER,
                    span=Span(source.path),
                    message=f"the front matter has no `{name}`",
                    help=f"add a line `{name}: …`",
                )
            )
    formerly = fields.get("formerly", [])
    if not isinstance(formerly, list) or not all(isinstance(one, str) for one in formerly):
        found.append(
            Diagnostic(
                rule=rules.BAD_FRONT_MATTER,
                span=tree.keys[("formerly",)],
                message="`formerly` is not a list of addresses",
                help="write `formerly: [/old-address/]`",
            )
        )
    if found:
        return None, found
    body = source.text[matter.end() :]
    first_line = source.text.count("\n", 0, matter.end()) + 1
    origin = Origin(source.path, source.data, tree.values, tree.keys)
    path = source.path.removeprefix(FOLDER)
    return ContentPage(
        path, fields["title"], fields["description"], body, origin, first_line, tuple(formerly)
    ), found
