"""Reading the pages that people write by hand: front matter in YAML, then Markdown."""

import re
from collections.abc import Mapping
from typing import Any

from generator.core.diagnostics import Diagnostic, Span
from generator.data import rules
from generator.data.archive import ContentPage, Origin
from generator.data.mentions import mentions_in_prose
from generator.data.source_text import SourceText
from generator.data.yaml import Tree, compose, unreadable

FOLDER = "content/"
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?\n)?---[ \t]*(?:\r?\n|$)", re.DOTALL)
_REQUIRED = ("title", "description")


def read_content(source: SourceText) -> tuple[ContentPage | None, list[Diagnostic]]:
    """The page of a file and what is wrong with its front matter; no page if it cannot be read.

    Where something is found, what its front matter says is empty or faulty; the body is right.
    """
    odd = list(unreadable(source))
    if odd:
        return None, odd
    matter = _FRONT_MATTER.match(source.text)
    if matter is None:
        is_begun = source.text.startswith("---")  # then nobody knows where the body begins
        message = "the page does not begin with front matter"
        help_text = "begin with `---`, a `title:`, a `description:`, and another `---`"
        found = [rules.BAD_FRONT_MATTER.found(Span(source.path), message, help_text)]
        return _page(source, len(source.text) if is_begun else 0, Tree(), {}), found
    # Blank lines in place of the fences keep the line numbers of the file.
    padded = "\n" + (matter[1] or "{}\n") + "\n"
    tree, found = compose(SourceText(source.path, padded.encode()))
    if tree is None:
        return _page(source, matter.end(), Tree(), {}), found
    fields = tree.value if isinstance(tree.value, dict) else {}
    for name in _REQUIRED:
        if not isinstance(fields.get(name), str) or not fields[name]:
            message, help_text = f"the front matter has no `{name}`", f"add a line `{name}: …`"
            found.append(rules.BAD_FRONT_MATTER.found(Span(source.path), message, help_text))
    formerly = fields.get("formerly", [])
    if not isinstance(formerly, list) or not all(isinstance(entry, str) for entry in formerly):
        message = "`formerly` is not a list of addresses"
        help_text = "write `formerly: [/old-address/]`"
        span = tree.keys[("formerly",)]
        found.append(rules.BAD_FRONT_MATTER.found(span, message, help_text))
    return _page(source, matter.end(), tree, {} if found else fields), found


def _page(source: SourceText, start: int, tree: Tree, fields: Mapping[str, Any]) -> ContentPage:
    """The page whose body begins at an offset; without fields, nothing is known but the body."""
    path, body = source.path.removeprefix(FOLDER), source.text[start:]
    mentions = tuple(mentions_in_prose(path, body, "page", ()))
    faulty = frozenset() if fields else frozenset([()])
    return ContentPage(
        path=path,
        title=fields.get("title", ""),
        description=fields.get("description", ""),
        body=body,
        origin=Origin(source.path, source.data, tree.values, tree.keys, faulty, mentions=mentions),
        first_line=source.text.count("\n", 0, start) + 1,
        formerly=tuple(fields.get("formerly", ())),
    )
