"""Where each page stands in the Markdown tree, and the way from one page to another."""

from collections import Counter

from generator.data.records import KindNames, Record, Statement

HOME = "index.md"
TIMELINE = "timeline.md"
WHO_SAID_WHAT = "who-said-what.md"
TOPICS = "topics/index.md"
CHANGES = "changes.md"
DATA = "data.md"
HEALTH = "health.md"
STATISTICS = "statistics.md"

# Files below the address of the page that they are about.
DATA_FILE = "data.json"
SITE_CARD = "card.png"
ATOM, JSON_FEED = "changes.atom", "changes.json"
ATOM_TYPE, JSON_FEED_TYPE = "application/atom+xml", "application/feed+json"


def path_of(record: Record) -> str:
    return f"{record.KIND.section}/{record.id}.md"


def index_of(kind: KindNames) -> str:
    return f"{kind.section}/index.md"


def topic_path(topic: str) -> str:
    return f"topics/{topic}.md"


def href(source: str, target: str) -> str:
    """The relative link from one page or address to another: up to the last folder in common.

    `posixpath.relpath` says the same, and asks for the working directory each time: links were a
    third of all the work.
    """
    folder = source[: source.rfind("/") + 1]  # with a slash at its end; empty at the top
    up = ""
    while not target.startswith(folder):
        folder = folder[: folder.rfind("/", 0, -1) + 1]
        up += "../"
    return up + target[len(folder) :] or "./"


def address(path: str) -> str:
    """The address of a page below the site's own: `claims/x.md` is served as `claims/x/`."""
    stem = path.removesuffix(".md")
    return stem.removesuffix("index") if f"/{stem}".endswith("/index") else f"{stem}/"


def anchors(statements: tuple[Statement, ...]) -> list[str]:
    """The permanent address of each statement on its page: `said-` and its source.

    It does not depend on the order of other sources' statements, so that adding one breaks none.
    """
    seen: Counter[str] = Counter()
    names = []
    for statement in statements:
        seen[statement.source] += 1
        number = seen[statement.source]
        names.append(f"said-{statement.source}" + (f"-{number}" if number > 1 else ""))
    return names


def card_path(page: str) -> str:
    """Where the card of a record's page is published: beside it."""
    return f"{page.removesuffix('.md')}/card.png"
