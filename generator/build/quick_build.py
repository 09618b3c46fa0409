"""A preview's last build, in which only the pages and files that an edit changed are made anew.

MkDocs visits every page and writes every file at each build. Here only those pages are made whose
Markdown or front matter is another, and those that are made each time; their files take the place
of the old ones, each as a whole. Whatever else may have changed is told by comparing it, and is for
a build by MkDocs: paths, the navigation, settings, the theme, files by hand, the day.
"""

import logging
import time
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from mkdocs import utils
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import InclusionLevel

from generator.build.generated_page import GeneratedPage
from generator.build.site_build import SiteBuild
from generator.core.files import write_whole
from generator.site.site import Site

log = logging.getLogger("mkdocs.plugins.generator")


class LastBuild:
    """A build by MkDocs, and all that was made anew since."""

    def __init__(self, build: SiteBuild) -> None:
        self.config = build.config
        self._build = build
        self._shared = build.shared
        self._surroundings = _surroundings(self.config, build.site)

    @property
    def can_be_followed(self) -> bool:
        """Not if MkDocs has to speak itself, since it counts warnings or tells of drafts; nor if
        the site is made of templates or settings that are not looked at here."""
        files = self._build.files
        in_serve = files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
        return (
            not self.config.strict
            and not self.config.extra_templates
            and len(in_serve) == len(files.documentation_pages())
            and b"INHERIT" not in Path(self.config.config_file_path).read_bytes()
        )

    def follow(self, site: Site, day: str, folder: Path) -> bool:
        """Writes what changed into the folder of the site; False if it is for MkDocs.

        After that, or after an exception, this build is of no more use.
        """
        start = time.monotonic()
        if day != self._build.day or not self._is_alike(site):
            return False
        pages = self._changed_pages(site)
        if self._build.shared != self._shared or not self._static_pages_stay(folder):
            return False
        for record in self._build.said:
            logging.getLogger(record.name).handle(record)
        self._build.finish(pages)
        written = {page.file: self._build.output(page) for page in pages}
        if not all(text.strip() for text in written.values()):
            return False
        for file, text in written.items():
            write_whole(folder / file.dest_uri, text.encode(errors="xmlcharrefreplace"))
        for path, data in site.assets.items():
            file = self._build.files.src_uris[path]
            is_shown = file.inclusion.value >= InclusionLevel.DRAFT.value
            if is_shown and data != self._build.site.assets[path]:
                file.content_bytes = data
                write_whole(folder / file.dest_uri, data)
        self._build.site = site
        for file in self._build.files.documentation_pages():
            assert file.page is not None
            level = self.config.validation.links.anchors
            file.page.validate_anchor_links(files=self._build.files, log_level=level)
        log.info(f"What changed was built in {time.monotonic() - start:.2f} seconds")
        return True

    def _is_alike(self, site: Site) -> bool:
        last = self._build.site
        return (
            site.language == last.language
            and [*site.pages] == [*last.pages]
            and [*site.assets] == [*last.assets]
            and _surroundings(self.config, site) == self._surroundings
        )

    def _changed_pages(self, site: Site) -> list[GeneratedPage]:
        """The pages that are to be made, with what is new of them already read."""
        pages = []
        for path, source in site.pages.items():
            page = self._build.files.src_uris[path].page
            if not isinstance(page, GeneratedPage):
                continue  # the settings exclude it
            if source != page.source or not page.is_kept:
                page.source = source
                page.file.content_string = source.markdown
                page.read_source(self.config)
                pages.append(page)
        return pages

    def _static_pages_stay(self, folder: Path) -> bool:
        """Are `404.html`, the site map and the like what they were?"""
        for name in self.config.theme.static_templates:
            base = urlsplit(self.config.site_url or "/").path
            if not utils.is_error_template(name):
                base = utils.get_relative_url(".", name)
            context = get_context(self._build.nav, self._build.files, self.config, base_url=base)
            try:
                text = self._build.env.get_template(name).render(context)
            except jinja2.TemplateNotFound:  # of which MkDocs warns
                return False
            there = (folder / name).read_text() if (folder / name).is_file() else ""
            if text.strip() != there.strip():
                return False
        return True


def _surroundings(config: MkDocsConfig, site: Site) -> object:
    """The state of all files by hand but for the texts of pages, and the day as MkDocs has it."""
    folders = map(Path, filter(None, [config.docs_dir, config.theme.custom_dir]))
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    pages = {Path(config.docs_dir, path) for path in site.pages}
    states = {path: None if path in pages else _state(path) for path in files}
    return states, _state(Path(config.config_file_path)), utils.get_build_date()


def _state(path: Path) -> tuple[int, ...]:
    found = path.stat()
    return found.st_mtime_ns, found.st_size, found.st_ino
