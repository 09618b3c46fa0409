"""Edits of a whole project, as editors and developers make them, chosen at random."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from archives import ROOT, minimal
from projects import CONFIGURATION

Files = dict[str, str]

ADA = "site-data/context/people/ada-brandt.yml"
TEXTS = (".yml", ".md", ".html", ".css", ".js", ".svg", ".xml")


# Pages outside the navigation are rendered with fewer of their texts in memory.
OUTSIDE = """\
not_in_nav: |
  /claims/*
  /people/*
  /sources/*
"""


def base() -> Files:
    """The text files of a small project, with some pages by hand that link to each other."""
    overrides = {
        path.relative_to(ROOT).as_posix(): path.read_text()
        for path in sorted((ROOT / "overrides").rglob("*"))
        if path.suffix in TEXTS
    }
    archive = {path: data.decode() for path, data in minimal().items()}
    return {
        **archive,
        **overrides,
        "mkdocs.yml": CONFIGURATION.replace("plugins:\n", "plugins:\n  - search\n") + OUTSIDE,
        "content/about.md": page("About", "See [the start](index.md) and [[ada-brandt]]."),
        "content/deep/more.md": page("More", "## Part\n\nBack to [us](../about.md#about)."),
    }


def page(title: str, body: str) -> str:
    return f"---\ntitle: {title}\ndescription: A page about {title}.\n---\n\n# {title}\n\n{body}\n"


@dataclass(slots=True)
class Editing:
    """A project that is being edited."""

    random: Random
    files: Files
    earlier: list[Files] = field(default_factory=list)
    number: int = 0  # of the edit, so that each is another

    def one_of(self, prefix: str, suffix: str = "") -> str:
        return self.random.choice(
            [
                path
                for path in sorted(self.files)
                if path.startswith(prefix) and path.endswith(suffix)
            ]
        )

    def change(self, path: str, pattern: str, words: str) -> None:
        """Puts words in the place of the first match, if there is one."""
        if path in self.files:
            self.files[path] = re.sub(pattern, words, self.files[path], count=1)


def rewords_a_record(edit: Editing) -> None:
    edit.change(edit.one_of("site-data/", ".yml"), r"summary: ", f"summary: Word {edit.number}. ")


def rewords_one_record(edit: Editing) -> None:
    edit.change(ADA, r"runs|keeps|heads", edit.random.choice(["runs", "keeps", "heads"]))


def retitles_a_record(edit: Editing) -> None:
    edit.change(
        edit.one_of("site-data/", ".yml"), r"(?m)^(title|name): (.*)$", rf"\1: \2 {edit.number}"
    )


def adds_a_record(edit: Editing) -> None:
    id = f"person-{edit.number}"
    edit.files[f"site-data/context/people/{id}.yml"] = (
        f"name: Person {edit.number}\nsummary: A person. [@lake-post-2021-05-04]\n"
    )
    edit.change(ADA, r"runs the", f"and [[{id}]] runs the")


def takes_a_record_back(edit: Editing) -> None:
    """One that was added, if there is one."""
    added = [path for path in sorted(edit.files) if "/person-" in path]
    for path in added[:1]:
        del edit.files[path]
        edit.change(ADA, rf"and \[\[{Path(path).stem}\]\] ", "")


def removes_a_record(edit: Editing) -> None:
    del edit.files[edit.one_of("site-data/context/", ".yml")]


def renames_a_record(edit: Editing) -> None:
    path = edit.one_of("site-data/context/", ".yml")
    old, new = Path(path).stem, f"{Path(path).stem}-{edit.number}"
    edit.files[path.replace(old, new)] = edit.files.pop(path)
    for other, text in edit.files.items():
        if other.startswith(("site-data/", "content/")):
            edit.files[other] = re.sub(rf"(?<![\w-]){old}(?![\w-])", new, text)


def edits_a_page(edit: Editing) -> None:
    body = edit.random.choice(
        [
            "Words.",
            "A [way](index.md).",
            "A [way](deep/more.md#part) further.",
            "A [way](nowhere.md).",
            "A [way](index.md#nowhere).",
            "[ada]: index.md\n\nSee [ada], [[norham]], ![](assets/favicon.svg)",
            "## One\n\n### Two\n\nTwice <b>bold</b>.[^1]\n\n[^1]: A note.",
        ]
    )
    edit.change(edit.one_of("content/", ".md"), r"\Z", f"\n{body} {edit.number}\n")


def adds_a_page(edit: Editing) -> None:
    folder = edit.random.choice(["", "deep/", "claims/"])
    edit.files[f"content/{folder}page-{edit.number}.md"] = page(
        f"Page {edit.number}", edit.random.choice(["Words.", "[Start](../index.md)", "[[norham]]"])
    )


def removes_a_page(edit: Editing) -> None:
    del edit.files[edit.one_of("content/", ".md")]


def moves_a_page(edit: Editing) -> None:
    path = edit.one_of("content/", ".md")
    edit.files[f"content/moved-{edit.number}/{Path(path).name}"] = edit.files.pop(path)


def changes_front_matter(edit: Editing) -> None:
    matter = edit.random.choice(
        [
            "title: Another",
            "hide: [toc]",
            "icon: material/star",
            "status: new",
            "day: 2021-05-03",
            "number: 1e3",
            "search: {exclude: true}",
            "template: 404.html",
        ]
    )
    edit.change(edit.one_of("content/", ".md"), r"\A---\n", f"---\n{matter}\n")


def configures(edit: Editing) -> None:
    old, new = edit.random.choice(
        [
            (r"site_name: .*", f"site_name: Site {edit.number}"),
            (r"site_url: .*", f"site_url: https://example.org/{edit.number}/"),
            (r"docs_dir:", "copyright: Ours\ndocs_dir:"),
            (r"docs_dir:", "use_directory_urls: false\ndocs_dir:"),
            (r"docs_dir:", "repo_url: https://example.com/r\nedit_uri: edit/\ndocs_dir:"),
            (r"docs_dir:", "extra: {homepage: https://example.com/}\ndocs_dir:"),
            (r"docs_dir:", "extra_css: [extra.css]\ndocs_dir:"),
            (r"  font: false", "  font: false\n  language: de"),
            (r"  font: false", "  font: false\n  features: [navigation.tabs, toc.integrate]"),
            (r"attr_list, ", ""),
            (r", tables", ""),
            (r"tables\]", "tables, {toc: {permalink: true}}]"),
            (r"tables\]", "tables, {toc: {permalink: true, toc_depth: 2, title: Here}}]"),
            (r"tables\]", "tables, pymdownx.tilde]"),
            (r"  - search\n", ""),
            (r"not_found: info", "not_found: warn"),
            (r"not_found: info", "anchors: warn"),
        ]
    )
    edit.change("mkdocs.yml", old, new)


def navigates(edit: Editing) -> None:
    pages = [path.removeprefix("content/") for path in edit.files if path.startswith("content/")]
    pages += ["claims/index.md", "people/index.md", "timeline.md", "people/ada-brandt.md"]
    edit.random.shuffle(pages)
    items = [
        edit.random.choice([f"  - {path}", f"  - Number {edit.number}: {path}"])
        for path in pages[: edit.random.randint(1, 6)]
    ]
    nav = "\n".join(["nav:", *items, "  - Group:", f"      - {pages[0]}", ""])
    text = re.sub(r"(?ms)^nav:\n(  .*\n)*", "", edit.files["mkdocs.yml"])
    edit.files["mkdocs.yml"] = text + nav


def changes_a_template(edit: Editing) -> None:
    read = edit.random.choice(
        ["Words", "{{ page.title }}", "{{ config.site_name }}", "{{ pages | length }}",
         "{% for p in pages %}{{ p.page.title }}{% endfor %}", "{{ config.site_dir | length }}",
         "{{ page.next_page.title }}", "{{ nav.homepage.content | length }}",
         "{% set p = page.next_page %}{% if p %}{{ p.meta.description }}{% endif %}",
         "{% for one in nav.items %}{{ one.title }}{{ one['meta'].description }}{% endfor %}",
         "{{ page.ancestors | map(attribute='title') | join }}", "{{ 1 / 0 }}"]
    )  # fmt: skip
    block = "{% block content %}"
    edit.change("overrides/main.html", block, f"{block}\n{read} {edit.number}\n")


def changes_the_site_map(edit: Editing) -> None:
    read = edit.random.choice(["meta.title", "content", "toc | length", "markdown | length"])
    begin = r"{%- for listed in pages %}"
    shown = f"{begin}<!-- {{{{ listed.page.{read} }}}} -->"
    edit.change("overrides/sitemap.xml", begin, shown)


def changes_a_part_of_the_theme(edit: Editing) -> None:
    path = edit.one_of("overrides/", edit.random.choice([".css", ".html", ".js"]))
    edit.change(path, r"\Z", f"\n/* {edit.number} */\n")


def overrides_a_part_of_the_theme(edit: Editing) -> None:
    name = edit.random.choice(["copyright", "logo", "source", "toc-item", "header"])
    edit.files[f"overrides/partials/{name}.html"] = f"<i>{edit.number} {{{{ page.title }}}}</i>"


def goes_back(edit: Editing) -> None:
    if edit.earlier:
        edit.files = dict(edit.random.choice(edit.earlier))


EDITS: tuple[Callable[[Editing], None], ...] = (
    rewords_a_record,
    rewords_one_record,
    retitles_a_record,
    adds_a_record,
    removes_a_record,
    renames_a_record,
    edits_a_page,
    adds_a_page,
    removes_a_page,
    moves_a_page,
    changes_front_matter,
    configures,
    navigates,
    changes_a_template,
    changes_the_site_map,
    changes_a_part_of_the_theme,
    overrides_a_part_of_the_theme,
    goes_back,
)


def write(folder: Path, before: Files, after: Files) -> None:
    for path in before.keys() - after.keys():
        (folder / path).unlink()
    for path, text in after.items():
        if before.get(path) != text:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text)
