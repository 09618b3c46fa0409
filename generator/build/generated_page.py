"""A page that the generator wrote, as MkDocs knows it, and what pages read of each other."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from generator.site.site import Page as Source

# What the theme reads of other pages' front matter: it is in the key of each page.
SHOWN_IN_NAVIGATION = ("icon", "status", "subtitle", "title")

FINISHED = "explainer-finished-page.html"  # a template that prints `page.finished()`


@dataclass(slots=True)
class Reading:
    """Which page is being made, and whether it has read what its key does not take in."""

    page: Page | None = None
    goes_beyond_key: bool = False

    def note(self) -> None:
        self.goes_beyond_key = True

    def is_of_another(self, page: Page) -> bool:
        return self.page is not None and self.page is not page


def _text_of_page(name: str) -> Any:
    """An attribute that is made when it is read, if it was put off; and noted, if read by another
    page."""

    def get(page: "GeneratedPage") -> Any:
        if page.reading.is_of_another(page):
            page.reading.note()
        if page.make_texts is not None:
            page.make_texts(page)
        return vars(page)[name]

    def put(page: "GeneratedPage", value: Any) -> None:
        vars(page)[name] = value

    return property(get, put)


class GeneratedPage(Page):
    """While it `is_put_off`, MkDocs neither reads nor renders it: Markdown and front matter come as
    they are, without YAML, and the page cache gives it `finished` HTML.
    """

    def __init__(
        self, title: str | None, file: File, config: MkDocsConfig, source: Source, reading: Reading
    ) -> None:
        self.source = source
        self.reading = reading
        self.is_put_off = False
        self.make_texts: Callable[[GeneratedPage], None] | None = None
        self.finished: Callable[[], str] | None = None
        self._title_in_navigation = title
        super().__init__(title, file, config)

    content = _text_of_page("content")
    toc = _text_of_page("toc")

    @property
    def markdown(self) -> str | None:
        if self.reading.is_of_another(self):
            self.reading.note()
        return self._markdown

    @markdown.setter
    def markdown(self, value: str | None) -> None:
        self._markdown = value

    @property
    def meta(self) -> Any:
        if self.reading.is_of_another(self):
            return OthersMeta(self._meta, self.reading)
        if self.active and self.finished is not None:  # MkDocs is about to choose its template
            return {**self._meta, "template": FINISHED}
        return self._meta

    @meta.setter
    def meta(self, value: MutableMapping[str, Any]) -> None:
        self._meta = value

    def read_source(self, config: MkDocsConfig) -> None:
        if not self.is_put_off:
            super().read_source(config)
            return
        self.markdown, self.meta = f"{self.source.body.strip()}\n", dict(self.source.meta)
        if self._title_in_navigation is None and "title" in self.meta:
            self.title = self.meta["title"]  # which others show; their keys have it

    def render(self, config: MkDocsConfig, files: Files) -> None:
        if not self.is_put_off:
            super().render(config, files)
        else:
            self.content, self.toc = "", get_toc([])


class OthersMeta(Mapping[str, Any]):
    """Front matter as other pages see it: what is not in their keys is noted."""

    def __init__(self, meta: Mapping[str, Any], reading: Reading) -> None:
        self._meta, self._reading = meta, reading

    def __getitem__(self, name: str) -> Any:
        if name not in SHOWN_IN_NAVIGATION:
            self._reading.note()
        return self._meta[name]

    def __iter__(self) -> Iterator[str]:
        self._reading.note()
        return iter(self._meta)

    def __len__(self) -> int:
        return len(self._meta)
