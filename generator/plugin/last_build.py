"""The last build of a preview, in which only what has changed is made anew.

MkDocs visits every page and writes every file at each build. Here only those pages are visited
whose Markdown is another one, and those that have to be made at each build, because MkDocs said
something about them. *Why that is right*: what a page takes in beside its Markdown is in the key
under which it is kept (`inputs`), and all of it is compared: the settings, the templates and the
navigation by their digests, the addresses of other files by their paths, the rest by `_frame`.
Where any of it changed, or a plugin is there of which nobody knows what it reads, MkDocs builds
the whole.
"""

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import jinja2
from mkdocs.commands.build import _build_page, _build_theme_template, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date

from generator.cache import Store
from generator.pages.site import Site
from generator.plugin.foreign import others
from generator.plugin.inputs import NotPlainError, plain, plain_settings
from generator.plugin.overheard import Said, overheard, say
from generator.plugin.rendering import Rendering

# Drafts, too, of which MkDocs says that they are.
_is_shown: Callable[[InclusionLevel], bool] = InclusionLevel.is_in_serve

log = logging.getLogger("mkdocs.plugins.generator")


@dataclass(slots=True)
class LastBuild:
    """A whole build, as MkDocs left it, and all that was made anew since."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: jinja2.Environment
    site: Site
    rendering: Rendering
    day: str  # up to which the sources go
    said: Said  # by MkDocs about the files and the navigation, as it does at each build
    _frame: object = field(init=False)
    _templates: set[str] = field(init=False)  # those of which something was written

    def __post_init__(self) -> None:
        self._frame = _frame(self.config, self.site)
        self._templates = self._written(self.config.site_dir)

    @property
    def can_be_followed(self) -> bool:
        """Is all known that its pages rest on?"""
        return bool(
            self._frame
            and self.rendering.markdown_settings
            and self.rendering.page_settings
            and not self.config.strict  # MkDocs counts what it says
            and not self.config.extra_templates
            and not others(self.config)
            and len(self.files.documentation_pages(inclusion=_is_shown)) == len(self._pages())
        )

    def is_followed_by(self, config: MkDocsConfig, site: Site, day: str) -> bool:
        """Is there nothing new but what the generator makes, at the addresses of now?"""
        return (
            day == self.day
            and [*site.pages] == [*self.site.pages]
            and [*site.assets] == [*self.site.assets]
            and _frame(config, site) == self._frame
        )

    def follow(self, site: Site, store: Store, folder: Path) -> bool:
        """Makes what is new in a folder. If it cannot be done here, nothing was said, and the
        build is of no more use.
        """
        with overheard(is_said=False) as said:
            try:
                is_done = self._follow(site, store, folder)
            except Exception as error:
                log.debug("A whole build is to meet this again:", exc_info=error)
                is_done = False
        if is_done:
            say(self.said + said)
        return is_done

    def _follow(self, site: Site, store: Store, folder: Path) -> bool:
        self.config.site_dir = os.fspath(folder)
        self._take_in(site)
        changed = [file for file in self.files if file.dest_dir == self.config.site_dir]
        pages = [file.page for file in changed if file.page is not None]
        everything = self._pages()
        with closing(Rendering(self.config, store)) as rendering:
            rendering.prepare_markdown(self.files, pages)
            for page in pages:
                _populate_page(page, self.config, self.files)
            rendering.prepare_pages(self.env, self.files, self.nav, pages)
            if rendering.page_settings != self.rendering.page_settings:
                return False
            for file in changed:
                if file.page is None and _is_shown(file.inclusion):
                    file.copy_file()
            for template in self.config.theme.static_templates:
                _build_theme_template(template, self.env, self.files, self.config, self.nav)
            for page in pages:
                _build_page(page, self.config, everything, self.nav, self.env)
        for file in everything:
            assert file.page is not None
            level = self.config.validation.links.anchors
            file.page.validate_anchor_links(files=self.files, log_level=level)
        self.rendering.unkept = rendering.unkept
        return self._written(folder) == self._templates and all(
            Path(page.file.abs_dest_path).exists() for page in pages
        )

    def _take_in(self, site: Site) -> None:
        """Marks the files that are to be made, by the folder that they go to."""
        for path, one in site.pages.items():
            if one != self.site.pages[path]:
                self._renew(path).content_bytes = one.markdown.encode()
            elif path in self.rendering.unkept:
                self._renew(path)
        for path, asset in site.assets.items():
            if asset != self.site.assets[path]:
                self._renew(path).content_bytes = asset.data
        self.site = site

    def _renew(self, path: str) -> File:
        file = self.files.get_file_from_path(path)
        assert file is not None, "the site has the same files"
        file.dest_dir = self.config.site_dir
        vars(file).pop("abs_dest_path", None)
        if file.page is not None:
            _forget(file.page)
        return file

    def _pages(self) -> Sequence[File]:
        return self.files.documentation_pages()

    def _written(self, folder: str | Path) -> set[str]:
        return {one for one in self.config.theme.static_templates if Path(folder, one).exists()}


def _forget(page: Page) -> None:
    """What was read and made of its Markdown; its place in the navigation stays."""
    page.markdown = page.content = page._title_from_render = None
    page.toc, page.meta = [], {}  # type: ignore[assignment]
    for name in ("present_anchor_ids", "links_to_anchors", "read_source", "render"):
        vars(page).pop(name, None)


def _frame(config: MkDocsConfig, site: Site) -> object:
    """What is compared of a build beside the site; nothing if that cannot be said."""
    try:
        settings = plain(plain_settings(config))
    except NotPlainError:
        return None
    patterns = (config.exclude_docs, config.draft_docs, config.not_in_nav)
    return settings, patterns, get_build_date(), dict(_beside(config, site))


def _beside(config: MkDocsConfig, site: Site) -> Iterator[tuple[str, bytes]]:
    """The files in the folder of the hand-written pages, without the text of those pages."""
    for folder, _, names in os.walk(config.docs_dir, followlinks=True):
        for path in (Path(folder, name) for name in names):
            name = path.relative_to(config.docs_dir).as_posix()
            if config.exclude_docs or not path.name.startswith("."):
                yield name, b"" if name in site.pages else path.read_bytes()
