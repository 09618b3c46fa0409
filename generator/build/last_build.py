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
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import jinja2
from mkdocs.commands.build import _build_page, _build_theme_template, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date

from generator.build.foreign import others
from generator.build.inputs import NotPlainError, plain, plain_settings
from generator.build.overheard import Said, overheard, say
from generator.build.rendered import forget
from generator.build.rendering import Rendering, addresses
from generator.build.whole import GeneratedFile
from generator.cache import Store
from generator.packed import Content
from generator.site.site import Site

# Drafts, too, of which MkDocs says that they are.
_is_shown: Callable[[InclusionLevel], bool] = InclusionLevel.is_in_serve

log = logging.getLogger("mkdocs.plugins.generator")


class OnlyWholeError(Exception):
    """What is new cannot be made in the last build."""


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
    gone: Set[str] = field(init=False, default=frozenset())  # from the site, by path

    def __post_init__(self) -> None:
        self._frame = _frame(self.config, self.site)
        self._templates = self._written(self.config.site_dir)

    @property
    def can_be_followed(self) -> bool:
        """Is all known that its pages rest on?"""
        with suppress(OnlyWholeError):
            self._assert_no_drafts()
            return self._is_known()
        return False

    def _is_known(self) -> bool:
        return bool(
            self._frame
            and self.rendering.markdown_settings
            and self.rendering.page_settings
            and not self.config.strict  # MkDocs counts what it says
            and not self.config.extra_templates
            and not others(self.config)
        )

    def is_followed_by(self, config: MkDocsConfig, site: Site, day: str) -> bool:
        """Is there nothing new but what the generator makes?"""
        return not others(config) and day == self.day and _frame(config, site) == self._frame

    def follow(self, site: Site, store: Store, folder: Path) -> bool:
        """Makes what is new in a folder; what is gone stands in `gone`.

        If it cannot be done here, nothing was said, and the build is of no more use.
        """
        with overheard(is_said=False) as said:
            try:
                self.config.site_dir = os.fspath(folder)
                self._make(self._taken_in(site), store, folder)
            except Exception as error:
                log.debug("A whole build is to meet this again:", exc_info=error)
                return False
        say(self.said + said)
        return True

    def _taken_in(self, site: Site) -> Set[str]:
        """The files that are to be made anew, by path."""
        before, now = self.site.contents, site.contents
        new = {path for path, one in now.items() if one != before.get(path)}
        self.gone = frozenset()
        stale = self.rendering.unkept & now.keys()
        if [*before] != [*now]:
            self._rearrange(before.keys(), now)
            here = addresses(self.files)
            for path, known in self.rendering.known.items():
                if path in now and not known.rendered.leads_where_it_led(here):
                    stale.add(path)
        for path in new | stale:
            file = self._file(path)
            file.dest_dir = self.config.site_dir
            vars(file).pop("abs_dest_path", None)
            if path in new:
                file.source = now[path]
            if file.page is not None:
                forget(file.page)
        self.site = site
        return new | stale

    def _rearrange(self, before: Set[str], now: Mapping[str, Content]) -> None:
        """Takes files out, and others in, so that all stand as in a whole build."""
        folders = [self.config.docs_dir, *self.config.theme.dirs]
        for path in before ^ now.keys():
            if any(Path(folder, path).exists() for folder in folders):
                raise OnlyWholeError(f"{path} is there by other means, too")
        gone = [self._file(path) for path in before - now.keys()]
        others = [file for file in self.files if file.src_uri not in before]
        made_by = self._file(next(iter(before))).generated_by
        ours = [
            self._file(path) if path in before else GeneratedFile.of(self.config, path, content)
            for path, content in now.items()
        ]
        self.files = Files([*others, *ours])
        set_exclusions(self.files, self.config)
        self._navigate()
        self._assert_no_drafts()
        for file in ours:
            file.generated_by = made_by
        self.gone = {one.dest_uri for one in gone} - {one.dest_uri for one in self.files}

    def _navigate(self) -> None:
        """Makes the navigation of the files as they are now; pages keep what was made of them."""
        before = {file.src_uri: file.page for file in self.files}
        for file in self.files:
            file.page = None
        with overheard(is_said=False) as said:
            self.nav = get_navigation(self.files, self.config)
        self.said = [one for one in self.said if one.name != get_navigation.__module__] + said
        for file in self.files:
            if file.page is not None:
                _hand_on(before[file.src_uri], file.page)
                file.page.update_date = self.day or file.page.update_date

    def _make(self, paths: Set[str], store: Store, folder: Path) -> None:
        everything = self._pages()
        pages = [file.page for file in everything if file.page and file.src_uri in paths]
        with closing(Rendering(self.config, store)) as rendering:
            rendering.prepare_markdown(self.files, self.nav, pages)
            for page in pages:
                _populate_page(page, self.config, self.files)
            rendering.prepare_pages(self.env, self.files, self.nav, pages)
            if rendering.page_settings != self.rendering.page_settings:
                raise OnlyWholeError("all pages show something else")
            for file in self.files:
                if file.src_uri in paths and file.page is None and _is_shown(file.inclusion):
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
        self.rendering.known.update(rendering.known)
        written = all(Path(page.file.abs_dest_path).exists() for page in pages)
        if not written or self._written(folder) != self._templates:
            raise OnlyWholeError("something is empty, and so is not there")

    def _file(self, path: str) -> GeneratedFile:
        file = self.files.get_file_from_path(path)
        assert isinstance(file, GeneratedFile), f"the site has {path}"
        return file

    def _assert_no_drafts(self) -> None:
        if len(self.files.documentation_pages(inclusion=_is_shown)) != len(self._pages()):
            raise OnlyWholeError("MkDocs says which pages are drafts")

    def _pages(self) -> Sequence[File]:
        return self.files.documentation_pages()

    def _written(self, folder: str | Path) -> set[str]:
        return {one for one in self.config.theme.static_templates if Path(folder, one).exists()}


# What of a page is read and made of its Markdown.
_MADE = (
    "markdown",
    "meta",
    "content",
    "toc",
    "_title_from_render",
    "present_anchor_ids",
    "links_to_anchors",
)


def _hand_on(before: Page | None, page: Page) -> None:
    for name in _MADE if before is not None else ():
        setattr(page, name, getattr(before, name))


def _frame(config: MkDocsConfig, site: Site) -> object:
    """What is compared of a build beside the site; nothing if that cannot be said."""
    try:
        settings, beside = plain(plain_settings(config)), dict(_beside(config, site))
    except (NotPlainError, OSError):
        return None
    theme = config.theme.dirs, config.theme.static_templates
    patterns = config.exclude_docs, config.draft_docs, config.not_in_nav
    return settings, theme, patterns, get_build_date(), beside


def _beside(config: MkDocsConfig, site: Site) -> Iterator[tuple[str, bytes]]:
    """The files in the folder of the hand-written pages, without the text of those pages."""
    for path in sorted(Path(config.docs_dir).rglob("*")):
        where = path.relative_to(config.docs_dir)
        is_hidden = any(part.startswith(".") for part in where.parts)
        if path.is_file() and (config.exclude_docs or not is_hidden):
            name = where.as_posix()
            yield name, b"" if name in site.pages else path.read_bytes()
