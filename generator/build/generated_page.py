"""A page that the generator wrote, as MkDocs knows it, and what pages read of each other."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from functools import partial
from pathlib import PurePath
from typing import Any, ClassVar, NamedTuple

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from generator.build.captured_logs import captured
from generator.site.site import Page as Source

# What the theme reads of other pages' front matter: it is in the key of each page.
SHOWN_IN_NAVIGATION = ("icon", "status", "subtitle", "title")

_FINISHED = jinja2.Template("{{ page.finished() }}")


def note_reading() -> None:
    """To be called when something is read that no key takes in: the page being made is not kept."""
    if GeneratedPage.being_made is not None:
        GeneratedPage.being_made.is_kept = False


def _text_of_page(name: str, *, is_rendered: bool = True) -> Any:
    """An attribute of a page. That another page reads it is noted; it is made if it is not yet."""

    def get(page: "GeneratedPage") -> Any:
        if page.is_read_by_another:
            note_reading()
        if is_rendered and vars(page)["content"] is None:
            with captured():  # it is said when the page itself is made
                page.make_texts()
        return vars(page)[name]

    def put(page: "GeneratedPage", value: Any) -> None:
        vars(page)[name] = value

    return property(get, put)


class GeneratedPage(Page):
    """A page that MkDocs neither reads nor renders.

    Markdown and front matter come as they are, without YAML, and whoever makes it gives it its
    `finished` HTML. Its texts are made if anybody reads them.
    """

    being_made: ClassVar["GeneratedPage | None"] = None  # in this process

    source: Source
    key: bytes  # of what it is made of
    is_kept: bool  # the key takes in all that it was made of
    make_texts: Callable[[], None]
    finished: Callable[[], str] | None
    _has_title_in_navigation: bool

    content = _text_of_page("content")
    toc = _text_of_page("toc")
    markdown = _text_of_page("markdown", is_rendered=False)

    @classmethod
    def take_over(cls, page: Page, source: Source) -> None:
        """MkDocs' own page, which its neighbours and the navigation hold, becomes one of ours."""
        page.__class__ = cls
        assert isinstance(page, GeneratedPage)
        page.source, page.finished = source, None
        page._has_title_in_navigation = "title" in vars(page)

    @property
    def is_read_by_another(self) -> bool:
        return self.being_made is not None and self.being_made is not self

    @property
    def meta(self) -> Any:
        meta = vars(self)["meta"]
        if self.is_read_by_another:
            return OthersMeta(meta)
        if self.active and self.finished is not None:  # MkDocs is about to choose its template
            return {**meta, "template": _FINISHED}
        return meta

    @meta.setter
    def meta(self, value: MutableMapping[str, Any]) -> None:
        vars(self)["meta"] = value

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002
        self.markdown, self.meta = self.source.body, dict(self.source.meta)
        if not self._has_title_in_navigation and "title" in self.meta:
            self.title = self.meta["title"]  # which others show; their keys have it

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.make_texts = partial(super().render, config, files)
        self.content, self.toc = "", get_toc([])


class OthersMeta(Mapping[str, Any]):
    """Front matter as other pages see it: what is not in their keys is noted."""

    def __init__(self, meta: Mapping[str, Any]) -> None:
        self._meta = meta

    def __getitem__(self, name: str) -> Any:
        if name not in SHOWN_IN_NAVIGATION:
            note_reading()
        return self._meta[name]

    def __iter__(self) -> Iterator[str]:
        note_reading()
        return iter(self._meta)

    def __len__(self) -> int:
        return len(self._meta)


class AllPages(Sequence[File]):
    """All pages, for a template: no key takes them in."""

    def __init__(self, files: Sequence[File]) -> None:
        self._files = files

    def __getitem__(self, at: Any) -> Any:
        note_reading()
        return self._files[at]

    def __len__(self) -> int:
        note_reading()
        return len(self._files)


class PageFacts(NamedTuple):
    """What MkDocs needs to know of a page beside its HTML, as it is kept with it."""

    answers: Mapping[str, str | None]  # the addresses of the files that its links looked up
    anchors: list[str]
    links: Mapping[str, Mapping[str, str]]  # to anchors, by path; but for what it has itself

    @classmethod
    def of(cls, page: Page, answers: Mapping[str, str | None]) -> "PageFacts":
        # MkDocs takes `<https://example.org/id/1>` for a tag whose attribute `id` has no value.
        anchors = sorted(filter(None, page.present_anchor_ids or ()))
        links = {}
        for file, to_anchors in (page.links_to_anchors or {}).items():
            own = anchors if file is page.file else ()
            if left := {to: link for to, link in to_anchors.items() if to not in own}:
                links[file.src_uri] = left
        return cls(answers, anchors, links)

    def are_up_to_date(self, files: Files) -> bool:
        """Do the page's links lead where they led?"""
        return all(
            _address(files.src_uris.get(path)) == answer for path, answer in self.answers.items()
        )


class Lookups:
    """The files of a site, for the links of one page."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.answers: dict[str, str | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        file = self._files.get_file_from_path(path)
        self.answers[PurePath(path).as_posix()] = _address(file)
        return file


def _address(file: File | None) -> str | None:
    return None if file is None else f"{file.inclusion.value} {file.url}"
