"""What MkDocs needs to know of a page beside its HTML, as it is kept with it."""

import json
from collections.abc import Mapping
from pathlib import PurePath
from typing import NamedTuple

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

Addresses = Mapping[str, str]  # of files by their paths


class PageFacts(NamedTuple):
    answers: Mapping[str, str | None]  # the addresses of the files that its links looked up
    anchors: list[str]
    links: Mapping[str, Mapping[str, str]]  # to anchors, by path; but for what it has itself

    @classmethod
    def of(cls, data: bytes) -> "PageFacts":
        return cls(*json.loads(data))

    @classmethod
    def from_page(cls, page: Page, answers: Mapping[str, str | None]) -> "PageFacts":
        # MkDocs takes `<https://example.org/id/1>` for a tag whose attribute `id` has no value.
        anchors = sorted(filter(None, page.present_anchor_ids or ()))
        links = {}
        for file, to_anchors in (page.links_to_anchors or {}).items():
            own = anchors if file is page.file else ()
            if left := {to: link for to, link in to_anchors.items() if to not in own}:
                links[file.src_uri] = left
        return cls(answers, anchors, links)

    def encoded(self) -> bytes:
        return json.dumps(self).encode()

    def leads_where_it_led(self, addresses: Addresses) -> bool:
        return all(addresses.get(path) == answer for path, answer in self.answers.items())

    def tell(self, page: Page, files: Files) -> None:
        page.present_anchor_ids = set(self.anchors)
        page.links_to_anchors = {
            file: dict(links)
            for path, links in self.links.items()
            if (file := files.get_file_from_path(path)) is not None
        }


class Lookups:
    """The files of a site, for the links of one page."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.answers: dict[str, str | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        file = self._files.get_file_from_path(path)
        self.answers[PurePath(path).as_posix()] = None if file is None else address(file)
        return file


def address(file: File) -> str:
    return f"{file.inclusion.value} {file.url}"
