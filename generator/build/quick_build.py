"""A preview's last build, in which only the pages and files that an edit changed are made anew.

MkDocs visits every page and writes every file at each build. Here only those pages are made whose
Markdown or front matter is another, and those that are made each time; their files take the place
of the old ones, each as a whole. Whatever else may have changed is told by comparing it, and is for
a build by MkDocs: paths, the navigation, settings, the theme, files by hand, the day.
"""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from mkdocs import utils
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel

from generator.build.captured_logs import log_again
from generator.build.generated_page import GeneratedPage
from generator.build.page_cache import PageCache
from generator.core.files import write_whole
from generator.site.site import Site

log = logging.getLogger("mkdocs.plugins.generator")


@dataclass(slots=True)
class LastBuild:
    """A build by MkDocs, and all that was made anew since."""

    cache: PageCache
    site: Site
    day: str  # up to which the sources go
    said: list[logging.LogRecord]  # by MkDocs about files and navigation, as at each build
    _shared: bytes = field(init=False)
    _surroundings: object = field(init=False)

    def __post_init__(self) -> None:
        self._shared = self.cache.shared
        self._surroundings = _surroundings(self.config, self.site)

    @property
    def config(self) -> MkDocsConfig:
        return self.cache.config

    @property
    def can_be_followed(self) -> bool:
        """MkDocs counts what it says where that is strict, and says which pages are drafts."""
        in_serve = self.cache.files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
        return (
            not self.config.strict
            and not self.config.extra_templates
            and len(in_serve) == len(self.cache.files.documentation_pages())
            and b"INHERIT" not in Path(self.config.config_file_path).read_bytes()
        )

    def follow(self, site: Site, day: str, folder: Path) -> bool:
        """Writes what changed into the folder of the site; False if it is for MkDocs.

        After that, or after an exception, this build is of no more use.
        """
        start = time.monotonic()
        if day != self.day or not self._is_alike(site):
            return False
        pages = self._changed_pages(site)
        if self.cache.shared != self._shared or not self._static_pages_stay(folder):
            return False
        log_again(self.said)
        self.cache.fill(pages)
        written = {page.file: self.cache.output(page) for page in pages}
        if not all(text.strip() for text in written.values()):
            return False
        for file, text in written.items():
            write_whole(folder / file.dest_uri, text.encode(errors="xmlcharrefreplace"))
        for file, data in self._changed_assets(site):
            write_whole(folder / file.dest_uri, data)
        self.site = site
        self._validate_anchors()
        log.info(f"What changed was built in {time.monotonic() - start:.2f} seconds")
        return True

    def _is_alike(self, site: Site) -> bool:
        return (
            [*site.pages] == [*self.site.pages]
            and [*site.assets] == [*self.site.assets]
            and _surroundings(self.config, site) == self._surroundings
        )

    def _changed_pages(self, site: Site) -> list[GeneratedPage]:
        """The pages that are to be made, with what is new of them already read."""
        pages = []
        for path, source in site.pages.items():
            if source != self.site.pages[path] or path in self.cache.unkept:
                page = self._file(path).page
                assert isinstance(page, GeneratedPage)
                page.source = source
                page.file.content_string = source.markdown
                page.read_source(self.config)
                pages.append(page)
        return pages

    def _changed_assets(self, site: Site) -> Iterator[tuple[File, bytes]]:
        for path, data in site.assets.items():
            file = self._file(path)
            if (
                data != self.site.assets[path]
                and file.inclusion.value >= InclusionLevel.DRAFT.value
            ):
                file.content_bytes = data
                yield file, data

    def _static_pages_stay(self, folder: Path) -> bool:
        """Are `404.html`, the site map and the like what they were?"""
        for name in self.config.theme.static_templates:
            base = urlsplit(self.config.site_url or "/").path
            if not utils.is_error_template(name):
                base = utils.get_relative_url(".", name)
            context = get_context(self.cache.nav, self.cache.files, self.config, base_url=base)
            try:
                text = self.cache.env.get_template(name).render(context)
            except jinja2.TemplateNotFound:  # of which MkDocs warns
                return False
            there = (folder / name).read_text() if (folder / name).is_file() else ""
            if text.strip() != there.strip():
                return False
        return True

    def _validate_anchors(self) -> None:
        for file in self.cache.files.documentation_pages():
            assert file.page is not None
            level = self.config.validation.links.anchors
            file.page.validate_anchor_links(files=self.cache.files, log_level=level)

    def _file(self, path: str) -> File:
        file = self.cache.files.get_file_from_path(path)
        assert file is not None, f"the site has {path}"
        return file


def _surroundings(config: MkDocsConfig, site: Site) -> object:
    """The state of all files by hand but for the texts of pages, and the day as MkDocs has it."""
    folders = [config.docs_dir, *([config.theme.custom_dir] if config.theme.custom_dir else [])]
    files = [path for folder in folders for path in Path(folder).rglob("*") if path.is_file()]
    pages = {Path(config.docs_dir, path) for path in site.pages}
    states = {path: None if path in pages else _state(path) for path in files}
    return states, _state(Path(config.config_file_path)), utils.get_build_date()


def _state(path: Path) -> tuple[int, ...]:
    found = path.stat()
    return found.st_mtime_ns, found.st_size, found.st_ino
