"""What is read of a page's front matter without YAML is what MkDocs reads with it."""

import pytest
from archives import archive, made
from mkdocs.utils.meta import get_data

from generator.build.front_matter import FrontMatter, parted
from generator.build.pipeline import Made


def test_every_page_of_this_project_is_read_and_as_mkdocs_reads_it(real: Made) -> None:
    assert real.site is not None
    for page in real.site.pages.values():
        assert parted(page.markdown) == get_data(page.markdown), page.path


def test_front_matter_that_lies_packed_says_the_same(real: Made) -> None:
    assert real.site is not None
    for page in real.site.pages.values():
        matter = FrontMatter(page.packed_matter)
        assert dict(matter) == get_data(page.markdown)[1], page.path
        assert "title" in matter
        assert "nothing" not in matter
        assert matter.get("nothing") is None


def test_odd_texts_are_read_as_mkdocs_reads_them_or_not_at_all() -> None:
    site = made(archive("spellings")).site
    assert site is not None
    for page in site.pages.values():
        assert parted(page.markdown) in (None, get_data(page.markdown)), page.path


@pytest.mark.parametrize(
    "lines",
    [
        'title: "A\\u0001 \\" \\\\ b"',
        'title: "é 日本 🎉"',
        'list: [1, -2, 1.5, true, null, "x", {"a b": []}]\ntitle: "---"',
        'text: "yes"\nother: "2021-05-03"',
    ],
)
def test_json_is_read_as_yaml_is(lines: str) -> None:
    source = f"---\n{lines}\n---\n\n\n# Words\n\n---\n"
    found = parted(source)
    assert found is not None
    assert found == get_data(source)


@pytest.mark.parametrize(
    "source",
    [
        "# No front matter\n",
        "---\ntitle: plain words\n---\n",
        "---\ntitle: 'quoted'\n---\n",
        "---\nnumber: 1e3\n---\n",
        "---\nnumber: 1.5E+3\n---\n",
        "---\nyes: 1\n---\n",
        '---\ntitle: "one"\ntitle: "two"\n---\n',
        '---\ntitle: "a\u2028b"\n---\n',
        '---\ntitle: "a\x85b"\n---\n',
        "---\ntitle: NaN\n---\n",
        "---\na:\n  b: 1\n---\n",
        '---\ntitle: "not closed"\n',
    ],
)
def test_what_yaml_may_read_in_another_way_is_left_to_yaml(source: str) -> None:
    assert parted(source) is None
