"""Which modules of the generator the making of one claim's page passes through.

    python -m benchmarks.modules_of_a_page [ID]

The page is asked for as in a build, from the records that were read: all questions that it asks
are answered, too. Each module is printed in the order in which it was met first.
"""

import sys
from pathlib import Path
from types import FrameType

from generator.data.project import read_texts
from generator.kinds.registry import load_archive
from generator.query.context import Settings, context
from generator.site.build import page_by
from generator.site.pages import record_page

ROOT = Path(__file__).parent.parent
CLAIM = "agreement-without-shouting"


def modules_of_page(id: str) -> list[str]:
    archive, _ = load_archive(read_texts(ROOT))
    ctx = context(archive, Settings("https://example.org/code", "https://example.org/"))
    met: dict[str, None] = {}

    def note(frame: FrameType, event: str, _: object) -> None:
        name = frame.f_globals.get("__name__", "")
        if event == "call" and name.startswith("generator."):
            met[name] = None

    sys.setprofile(note)
    try:
        page_by(ctx, record_page, id)
    finally:
        sys.setprofile(None)
    return [*met]


def main() -> None:
    found = modules_of_page(sys.argv[1] if len(sys.argv) > 1 else CLAIM)
    print("\n".join(found))
    print(f"{len(found)} modules", file=sys.stderr)


if __name__ == "__main__":
    main()
