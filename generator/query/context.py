"""What a page may know: the questions that it asks, in words of their own."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar
from urllib.parse import quote, urlencode, urljoin
from uuid import NAMESPACE_URL, uuid5

from generator.core import prose
from generator.data.archive import ContentPage
from generator.data.paths import address
from generator.data.records import Explainer, Record
from generator.proof.fingerprint import Fingerprint
from generator.proof.proof import State
from generator.query import questions
from generator.query.graph import Ask
from generator.query.questions import Name

R = TypeVar("R", bound=Record)


class PageContext:
    """All that a page may know. Each answer is noted by whoever asks, so nothing else is read."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask

    @property
    def explainer(self) -> Explainer:
        return self.ask(questions.explainer)

    @property
    def repository(self) -> str:
        """The address of the code's repository, without a slash at its end."""
        return self.ask(questions.settings).repository.rstrip("/")

    @property
    def site_url(self) -> str:
        """Where the site will stand, with a slash at its end; empty where that is not known."""
        url = self.ask(questions.settings).site_url
        return url and url.rstrip("/") + "/"

    @property
    def has_cards(self) -> bool:
        """Pages name their cards, which somebody draws."""
        return self.ask(questions.settings).has_cards and self.site_url != ""

    @property
    def today(self) -> date:
        return self.ask(questions.today)

    @property
    def ledger(self) -> tuple[str, ...]:
        return self.ask(questions.ledger)

    @property
    def content_pages(self) -> tuple[ContentPage, ...]:
        return self.ask(questions.content_pages)

    @property
    def numbers(self) -> Mapping[str, int]:
        """How many records there are of each kind."""
        return self.ask(questions.numbers)

    def find(self, id: str) -> Record | None:
        return self.ask(questions.record, id)

    def record(self, id: str) -> Record:
        found = self.find(id)
        if found is None:
            raise KeyError(f"there is no record `{id}`")
        return found

    def of_kind(self, model: type[R]) -> Sequence[R]:
        """All records of a kind, in order of id."""
        return self.ask(questions.of_kind, model)

    def name(self, id: str) -> Name:
        found = self.ask(questions.name, id)
        if found is None:
            raise KeyError(f"there is no record `{id}`")
        return found

    def title(self, id: str) -> str:
        return self.name(id).title

    def title_if_any(self, id: str) -> str | None:
        found = self.ask(questions.name, id)
        return found.title if found else None

    def fingerprint(self, source: str) -> Fingerprint | None:
        return self.ask(questions.fingerprint, source)

    def proof_of(self, source: str, words: str) -> State:
        """What is known of words quoted from a source: for the mark beside them on a page."""
        return self.ask(questions.proof_state, source, words)

    def full_address(self, address: str) -> str:
        """An address of the site in full; below the site's own where that is not known."""
        return f"{self.site_url}{address}"

    def identity(self, address: str) -> str:
        """What feeds and calendars know a thing by: a name that no other thing in the world has."""
        if self.site_url:
            return self.full_address(address)
        return uuid5(NAMESPACE_URL, f"{self.explainer.title}/{address}").urn

    def is_held(self, record: Record) -> bool:
        return self.ask(questions.is_held, record.id)

    def held_back(self, record: Record) -> str:
        """Why the record is not published yet; only a preview ever shows such a page."""
        if not self.is_held(record):
            return ""
        if record.draft:
            return "Draft: not published"
        return f"Under embargo until {record.embargo}: not published"

    def plain(self, text: str) -> str:
        """Prose as plain text, with the titles of the records that it links to."""
        parts = []
        for token in prose.tokens(text):
            if isinstance(token, prose.Words):
                parts.append(token.text)
            elif isinstance(token, prose.Link):
                parts.append(token.words or self.title(token.target))
        joined = " ".join("".join(parts).split()).replace("**", "")
        return joined.replace(" .", ".").replace(" ,", ",").rstrip()

    def edit_link(self, origin: str, line: int = 1) -> str:
        """Where a file is edited on the repository's host, at a line."""
        if not self.repository or not origin:
            return ""
        return f"{self.repository}/edit/main/{quote(origin)}#L{line}"

    def report_link(self, title: str, path: str, origin: str) -> str:
        """The form for reporting an error, filled in with the page and its record."""
        if not self.repository:
            return ""
        fields = {
            "template": "error.yml",
            "title": f"Error on “{title}”",
            "page": urljoin(self.site_url, address(path)),
            "record": origin,
        }
        given = {name: value for name, value in fields.items() if value}
        return f"{self.repository}/issues/new?{urlencode(given)}"
