"""Prose with HTML, with foreign links, or without a source; quotes, titles and pages by hand."""

# ruff: noqa: E501 (a table is read by its rows)

from corpus.seeding import (
    MARK,
    NOTHING,
    Change,
    closing,
    end,
    instead,
    line,
    opening,
    seed,
    top,
    value,
    whole,
    words,
)

_HTML, _LINK, _EMPTY, _CITED = "raw-html", "foreign-link", "empty-link", "uncited-paragraph"
_ABOUT, _CORRECTIONS = "content/about.md", "content/corrections.md"
_INDEX, _METHOD = "content/index.md", "content/methodology.md"

HTML = (
    seed("paragraph by HTML in a summary", "context/people/alexander-fomin", opening("summary", f"So {MARK}<br> it is."), _HTML),
    seed("script in a text", "context/people/alexander-lukashenko", opening("body", f"{MARK}<script src=x>"), _HTML),
    seed("picture that runs a program", "context/people/dmitry-peskov", opening("body", f"{MARK}<img src=x onerror=alert(1)>"), _HTML),
    seed("comment in a definition", "context/terms/caps-on-forces", opening("definition", f"{MARK}<!-- later -->"), _HTML),
    seed("end of an element in an outcome", "talks/abu-dhabi-2026-01-23", opening("text", f"{MARK}</div>"), _HTML),
    seed("element of its own in a provision", "context/documents/istanbul-communique", opening("provisions", f"{MARK}<x-y a=b>"), _HTML),
    seed("element over two lines in an assessment", "claims/agreement-without-shouting", opening("    summary", f"{MARK}<a\n      href=x>"), _HTML),
    seed("capital element in a note", "claims/belarus-insists-on-seat", opening("note", f"{MARK}<IFRAME>"), _HTML),
    seed("address in angle brackets", "context/people/davyd-arakhamia", opening("body", f"{MARK}<https://example.org/>"), _HTML),
    seed("element in the answer", "explainer", opening("answer", f"{MARK}<u>"), _HTML),
    seed("element in a paraphrase", "claims/belarusian-interests-at-stake", opening("paraphrase", f"{MARK}<i>"), _HTML),
    seed("element in an occasion", "claims/belarus-launching-pad", line("    occasion: .*", lambda _: f"    occasion: at {MARK}<i>noon"), _HTML),
    seed("element in a channel", "claims/bucha-as-cause-of-stall", line("    via:\n      - .*", lambda _: f"    via:\n      - TV {MARK}<i>"), _HTML),
    seed("element in a passage", "sources/euromaidan-press-2025-03-05", opening("says", f"{MARK}<i>"), _HTML),
    seed("element in a page by hand", _ABOUT, words("\n## ", f'\n{MARK}<div class="x">\n\n## '), _HTML),
)  # fmt: skip

LINKS = (
    seed("bare address", "context/people/dmytro-kuleba", opening("summary", f"See {MARK}https://example.org/x."), _LINK),
    seed("Markdown link", "context/people/kaja-kallas", opening("summary", f"See {MARK}[the page](https://example.org/x)."), _LINK),
    seed("Markdown link to a record", "context/people/keith-kellogg", opening("summary", f"See {MARK}[Minsk](../places/minsk.md)."), _LINK),
    seed("picture", "context/people/leonid-slutsky", opening("summary", f"{MARK}![map](map.png)."), _LINK),
    seed("Markdown reference", "context/people/marco-rubio", opening("summary", f"See {MARK}[the page][1]."), _LINK),
    seed("link of a program", "context/people/mario-nawfal", opening("summary", f"{MARK}[x](javascript:alert(1))."), _LINK),
    seed("address in a key point", "explainer", opening("key_points", f"See {MARK}http://example.org/x"), _LINK),
    seed("link to nothing", "context/people/marta-kos", opening("summary", f"In {MARK}[[]]."), _EMPTY),
    seed("link to nothing with words", "context/people/mike-waltz", opening("summary", f"In {MARK}[[|the capital]]."), _EMPTY),
    seed("citation of nothing", "context/people/mevlut-cavusoglu", opening("summary", f"So. {MARK}[@]"), _EMPTY),
    seed("citation of words without a source", "context/people/mikhail-galuzin", opening("summary", f'So. {MARK}[@ "no"]'), _EMPTY),
    seed("link that is not closed", "context/people/maria-kalesnikava", opening("summary", f"In {MARK}[[minsk."), _EMPTY),
    seed("link closed once", "context/people/musaad-al-aiban", opening("summary", f"In {MARK}[[minsk] today."), _EMPTY),
    seed("link opened once", "context/people/mykhailo-podolyak", opening("summary", f"In [minsk{MARK}]] today."), _EMPTY),
    seed("citation that is not closed", "context/people/natalia-eismont", opening("summary", f"So. {MARK}[@shine-2025-02-03 It is"), _EMPTY),
    seed("citation with words without quotation marks", "context/people/nikolai-lukashenko", opening("summary", f"So. {MARK}[@shine-2025-02-03 the vote]"), _EMPTY),
)  # fmt: skip


def _uncited(name: str) -> Change:
    return closing(name, f"It was a {MARK}long day indeed.")


UNCITED = (
    *(
        seed(f"{kind} without a source", path, _uncited(name), _CITED)
        for kind, path, name in (
            ("summary of a person", "context/people/oleksandr-chalyi", "summary"),
            ("text of a person", "context/people/vladimir-makei", "body"),
            ("summary of an organisation", "context/organisations/belaruski-hajun", "summary"),
            ("summary of a place", "context/places/mariupol", "summary"),
            ("summary of a document", "context/documents/budapest-memorandum", "summary"),
            ("text of a document", "context/documents/minsk-protocol", "body"),
            ("summary of an event", "context/events/us-aid-pause-2025-03-03", "summary"),
            ("text of an event", "context/events/us-belarus-thaw-2025", "body"),
            ("definition", "context/terms/sham-election", "definition"),
            ("text of a term", "context/terms/self-proclaimed-president", "body"),
            ("summary of a talk", "talks/anchorage-2025-08-15", "summary"),
            ("text of a talk", "talks/antalya-2022-03-10", "body"),
            ("outcome", "talks/belarus-offer-2025-03", "text"),
            ("summary of a claim", "claims/communique-neutrality", "summary"),
            ("assessment", "claims/communique-limits-on-forces", "    summary"),
            ("answer", "explainer", "answer"),
            ("key point", "explainer", "key_points"),
            ("unknown", "explainer", "unknowns"),
        )
    ),
    seed("provision without a source", "context/documents/geneva-framework-2025-11-23", end(f"provisions:\n  - A {MARK}truce of days."), _CITED),
    seed("first paragraph without a source", "context/people/rustem-umerov", opening("summary", f"He is a {MARK}man of talks.\n"), _CITED),
    seed("item of a list without a source", "talks/berlin-2025-12-14", instead("body", f"body: |-\n  - One {MARK}of the items.\n  - Two. [@wion-2025-07-24]"), _CITED),
    seed("paragraph that ends after its source", "talks/davos-2026-01-22", closing("summary", f"So. [@wion-2025-07-24] {MARK}It goes on."), _CITED),
    seed("term with no source at all", "context/terms/red-button", instead("definition", f"definition: What {MARK}ends a war."), _CITED),
)  # fmt: skip

_BOTH = "quote-or-paraphrase"

QUOTES = (
    seed("paraphrase and quote", "claims/no-prior-knowledge-of-invasion", line("    quote:", lambda _: f"    paraphrase: He said so.\n    {MARK}quote:"), _BOTH),
    seed("quote and paraphrase", "claims/freight-cars-seized-before-war", line("    paraphrase: >-", lambda _: f"    quote: {{lang: en, text: largely due to the Bucha massacre}}\n    {MARK}paraphrase: >-"), _BOTH),
    seed("neither quote nor paraphrase", "claims/need-for-dialogue", instead("statements", f"statements:\n  - {MARK}speaker: belta\n    said: 2025-03-04\n    published: 2025-03-04\n    source: belta-2025-03-04"), _BOTH),
    seed("title of 75 characters", "claims/ukraine-sanctions-first", value("title", MARK + "x" * 75), "long-title"),
    seed("title of 200 characters", "claims/ukraine-sealed-borders", value("title", MARK + "word " * 40), "long-title"),
    seed("long opening", "sources/tass-2025-06-02", end(f"passages:\n  - id: p1\n    place: One\n    opening: {MARK}one two three four five six seven eight nine ten eleven twelve thirteen"), "long-opening"),
    seed("passage twice", "sources/euromaidan-press-2025-03-05", end(f"  - id: {MARK}p1\n    place: One\n    opening: Talks"), "duplicate-id"),
    seed("record without any source", "context/organisations/finland", whole(f"{MARK}name: Finland\nkind: state\n"), "no-source"),
)  # fmt: skip

_MATTER, _BLOCK = "bad-front-matter", "unknown-block"

PAGES = (
    seed("no front matter", _METHOD, whole("# Methodology\n"), _MATTER),
    seed("empty page", _METHOD, whole(""), _MATTER),
    seed("front matter not closed", _METHOD, whole("---\ntitle: x\ndescription: y\n\nText.\n"), _MATTER),
    seed("front matter not at the top", _METHOD, top(""), _MATTER),
    seed("page without title", _METHOD, line("title: .*", lambda _: "author: x"), _MATTER),
    seed("page without description", _METHOD, line("description: .*\n---", lambda _: "---"), _MATTER),
    seed("page with an empty title", _METHOD, line("title: .*", lambda _: "title:"), _MATTER),
    seed("front matter that is not YAML", _METHOD, line("title: .*", lambda _: f"title: Talks{MARK}: the method"), "yaml-syntax"),
    seed("tab in front matter", _METHOD, line("title: .*", lambda _: f"title: x\nmore:\n{MARK}\ty: z"), "tab"),
    seed("title twice in front matter", _METHOD, line("title: (.*)", lambda f: f"{f[0]}\n{MARK}title: x"), "duplicate-key"),
    seed("odd character in a page", _METHOD, end(f"a{MARK}\u2028b"), "odd-character"),
    seed("block misspelt", _INDEX, words("<!-- answer -->", f"{MARK}<!-- anwser -->"), _BLOCK, "answer"),
    seed("block with an underscore", _INDEX, words("<!-- key-points -->", f"{MARK}<!-- key_points -->"), _BLOCK, "key-points"),
    seed("block that is not there", _INDEX, words("<!-- talks -->", f"{MARK}<!-- weather -->"), _BLOCK, NOTHING),
    seed("link of a page misspelt", _CORRECTIONS, end(f"See [[{MARK}lukashenka]]."), "unknown-reference", "alexander-lukashenko"),
    seed("citation of a page misspelt", _CORRECTIONS, end(f"So. [@{MARK}shine-2025-02-04]"), "unknown-reference", "shine-2025-02-03"),
    seed("citation of a person by a page", _CORRECTIONS, end(f"So. [@{MARK}donald-trump]"), "wrong-kind", NOTHING),
    seed("link to nothing in a page", _CORRECTIONS, end(f"See {MARK}[[]]."), _EMPTY),
)  # fmt: skip

WRITING = (*HTML, *LINKS, *UNCITED, *QUOTES, *PAGES)
