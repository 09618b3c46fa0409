"""Pages of ours, as MkDocs and other pages see them."""

import shutil
from pathlib import Path

import pytest
from archives import archive, made
from mkdocs.utils.meta import get_data
from projects import files_below, mkdocs, project

from generator.build.pipeline import Generation
from generator.site.site import Page

READS = """{% block content %}
{{ pages | length }} {% for one in pages %}{{ one.page.title }}{% endfor %}
{{ nav.homepage.content | length }} {{ nav.homepage.markdown | length }}
{% for top in nav.homepage.toc %}
{% for one in top.children %}{{ one.title }}{% endfor %}
{% endfor %}
{{ nav.homepage.meta.description }} {{ nav.homepage.meta | length }}
"""


def assert_is_read_as_it_is(page: Page) -> None:
    """MkDocs, which reads the same with YAML, is not asked."""
    assert get_data(page.markdown) == (page.body, dict(page.meta)), page.path


def test_front_matter_is_what_mkdocs_would_read(real: Generation) -> None:
    site = real.site
    assert site is not None and len(site.pages) > 600
    for page in site.pages.values():
        assert_is_read_as_it_is(page)


def test_front_matter_with_odd_texts_is_what_mkdocs_would_read() -> None:
    site = made(archive("spellings")).site
    assert site is not None
    for page in site.pages.values():
        assert_is_read_as_it_is(page)


def test_a_template_that_reads_other_pages_is_never_out_of_date(tmp_path: Path) -> None:
    """Their texts, their front matter, and how many there are."""
    folder = project(tmp_path / "project")
    template = folder / "overrides/main.html"
    block = "{% block content %}"
    template.write_text(template.read_text().replace(block, READS))
    home = folder / "content/index.md"
    for number in range(3):
        words = f"\n## Part {number}\n\nMore words.\n"
        home.write_text(home.read_text().replace("description: ", "description: More ") + words)
        shutil.copy(home, folder / f"content/page-{number}.md")
        assert mkdocs(folder, "build").returncode == 0
    cached = files_below(folder / "site")
    settings = folder / "mkdocs.yml"
    named = "  - explainer:\n"
    settings.write_text(settings.read_text().replace(named, f"{named}      cache: false\n"))
    done = mkdocs(folder, "build")
    assert done.returncode == 0 and "All pages are rendered" in done.stderr
    clean = files_below(folder / "site")
    assert b"Part 2" in clean["claims/index.html"]
    assert [path for path in clean if cached[path] != clean[path]] == []


@pytest.mark.sample(1)
@pytest.mark.parametrize("title", ["About: about.md", "about.md"])
def test_a_title_in_the_navigation_is_the_one_that_the_settings_give(
    tmp_path: Path, title: str
) -> None:
    page = "---\ntitle: Around\ndescription: A page.\n---\n\n# Around\n\nWords.\n"
    folder = project(tmp_path / "project", {"content/about.md": page})
    settings = folder / "mkdocs.yml"
    nav = f"nav: [index.md, {title}, Group: [Again: about.md, claims/index.md]]\n"
    settings.write_text(settings.read_text() + nav)
    done = mkdocs(folder, "build")
    assert done.returncode == 0
    assert 'not included in the "nav" configuration' in done.stderr
    assert (
        f'class="md-tabs__link">{"About" if ":" in title else "Around"}</a>'
        in (folder / "site/index.html").read_text()
    )
