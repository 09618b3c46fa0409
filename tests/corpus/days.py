"""Dates that are not EDTF, not in the calendar, or not in order; coordinates and web addresses."""

# ruff: noqa: E501 (a table is read by its rows)

from corpus.seeding import MARK, NOTHING, Change, end, instead, line, seed, top, value

_DATE, _ORDER, _URL, _PLACE = "bad-date", "dates-out-of-order", "bad-url", "bad-coordinates"


def _said(day: str) -> Change:
    return line("    said: .*", lambda _: f"    said: {MARK}{day}")


BAD_DATES = (
    seed("31 February", "claims/agreement-without-shouting", _said("2022-02-31"), _DATE, NOTHING),
    seed("29 February of a common year", "claims/belarus-insists-on-seat", _said("2022-02-29"), _DATE, NOTHING),
    seed("month 13", "claims/belarus-launching-pad", _said("2022-13-01"), _DATE, NOTHING),
    seed("month 00", "claims/belarus-offers-to-host-talks", _said("2022-00-10"), _DATE, NOTHING),
    seed("day 00", "claims/belarus-russia-close-ally", _said("2022-03-00"), _DATE, NOTHING),
    seed("28.2.2022", "claims/belarusian-interests-at-stake", _said("28.2.2022"), _DATE, "2022-02-28"),
    seed("28-02-2022", "claims/bucha-as-cause-of-stall", _said("28-02-2022"), _DATE, "2022-02-28"),
    seed("2022-2-8", "claims/communique-limits-on-forces", _said("2022-2-8"), _DATE, "2022-02-08"),
    seed("2022/02/28", "claims/communique-neutrality", _said("2022/02/28"), _DATE, "2022-02-28"),
    seed("28 February 2022", "claims/communique-terms-as-cause-of-stall", _said("28 February 2022"), _DATE, "2022-02-28"),
    seed("February 28, 2022", "claims/communique-western-guarantees", _said("February 28, 2022"), _DATE, "2022-02-28"),
    seed("February 2022", "claims/election-called-sham", _said("February 2022"), _DATE, "2022-02"),
    seed("with the time of day", "claims/first-talks-held-in-belarus", _said("2022-02-28T10:30:00Z"), _DATE, "2022-02-28"),
    seed("28/02/2022, which may be read in two ways", "claims/freight-cars-seized-before-war", _said("28/02/2022"), _DATE, NOTHING),
    seed("yesterday", "claims/half-an-hour-by-plane", _said("yesterday"), _DATE, NOTHING),
    seed("a year in five digits", "claims/half-the-country-given-away", _said("20222-02-28"), _DATE, NOTHING),
    seed("a year in two digits", "claims/interview-nawfal-pul-pervogo", _said("22-02-28"), _DATE, NOTHING),
    seed("interval backwards", "claims/lukashenko-apologised", _said("2022-03-17/2022-03-14"), _DATE, NOTHING),
    seed("interval of three", "claims/lukashenko-denied-responsibility-for-rockets", _said("2022/2023/2024"), _DATE, NOTHING),
    seed("interval open on both sides", "claims/lukashenko-new-term-2025", _said('"../.."'), _DATE, NOTHING),
    seed("interval with a bad end", "claims/lukashenko-self-proclaimed-president", _said("2022-03-14/2022-03-32"), _DATE, NOTHING),
    seed("date of a document", "context/documents/belarus-resolution-292", value("date", f"{MARK}2022-06-31"), _DATE),
    seed("date of an event", "context/events/belarus-election-2020", value("date", f"{MARK}9 August 2020"), _DATE, "2020-08-09"),
    seed("date of a source", "sources/24-kanal-2025-08-20", value("published", f"{MARK}20.08.2025"), _DATE, "2025-08-20"),
    seed("date of a talk", "talks/abu-dhabi-2026-01-23", value("start", f"{MARK}2026-01-23/2026-01-2"), _DATE),
    seed("date of a role", "context/people/alexander-lukashenko", value("start", f"{MARK}20 July 1994"), _DATE, "1994-07-20"),
    seed("date of an assessment", "claims/need-for-dialogue", line("  - as_of: .*", lambda _: f"  - as_of: {MARK}June 2026"), _DATE, "2026-06"),
    seed("date of the explainer", "explainer", value("as_of", f"{MARK}2026-06-31"), _DATE),
    seed("date of a change", "explainer", line("  - date: .*", lambda _: f"  - date: {MARK}tomorrow"), _DATE, NOTHING),
)  # fmt: skip

OUT_OF_ORDER = (
    seed("talk that ends before it begins", "talks/abu-dhabi-2026-02-04", value("end", f"{MARK}2026-02-03"), _ORDER),
    seed("talk that ends a year before it begins", "talks/geneva-2026-02-17", value("end", f"{MARK}2025-02-18"), _ORDER),
    seed("talk that follows a later one", "talks/antalya-2022-03-10", value("follows", f"{MARK}istanbul-2022-03-29"), _ORDER),
    seed("role that ends before it begins", "context/people/ales-bialiatski", end(f"  - title: chair\n    start: 2010\n    end: {MARK}2009"), _ORDER),
    seed("older assessment above a newer one", "claims/need-for-dialogue", line("  - as_of: 2026-06-23", lambda _: f"  - as_of: {MARK}2026-10-11"), _ORDER),
    seed("older change above a newer one", "context/terms/economic-war", end(f"changes:\n  - date: 2026-05-01\n    kind: update\n    note: x\n  - date: {MARK}2026-06-01\n    kind: update\n    note: y"), _ORDER),
    seed("source read before it was published", "sources/alaco-sanctions-2024-09", end(f"accessed: {MARK}2019-01-01"), _ORDER),
    seed("said after it was published", "claims/reference-to-white-house-quarrel", _said("2031-01-01"), "said-after-published"),
    seed("said after it was published, at a talk", "talks/jeddah-2025-03-11", _said("2031-01-01"), "said-after-published"),
    seed("role that had not begun at the talk", "talks/istanbul-2025-05-16", instead("parties", f"parties:\n  - organisation: united-states\n    delegates:\n      - person: john-coale\n        role: {MARK}US special envoy for Belarus"), "role-not-held"),
    seed("role that ended before the talk", "context/people/vadym-skibitskyi", line("  - title: .*", lambda f: f"{f[0]}\n    end: 2019"), "role-not-held", seen_at=("site-data/talks/istanbul-2025-07-23.yml", "deputy head of military intelligence")),
)  # fmt: skip

ADDRESSES = (
    *(
        seed(f"address {address}", f"sources/{source}", value("url", MARK + address), _URL)
        for source, address in (
            ("alta-maxima-2025-12-29", "javascript:alert(1)"),
            ("anadolu-agency-2022-05-17", "ftp://example.org/talks"),
            ("ani-2022-03-10", "www.example.org/talks"),
            ("avia-pro-2025-05-16", "mailto:editor@example.org"),
            ("babel-ua-2025-01-06", "file:///etc/passwd"),
            ("belsat-2022-02-20", "data:text/html,<script>alert(1)</script>"),
            ("bne-intellinews-2025-03-25", "//example.org/talks"),
            ("bol-news-2022-02-27", "/talks/2022"),
            ("buckley-llp-2022-03-03", "https://"),
            ("business-standard-2022-04-04", "https://exa mple.org/talks"),
            ("business-today-2025-04-26", "https://example.org/the talks"),
            ("business-recorder-2022-02-24", "https:/example.org/talks"),
            ("business-standard-2025-08-19", "https:example.org/talks"),
            ("caliber-az-2025-08-22", "https://[::1/talks"),
            ("canindia-2022-02-27", "see https://example.org/talks"),
            ("cccv-info-2022-03", "https://example.org\\talks"),
        )
    ),
    seed("archived copy without https", "sources/cccv-info-2025-11-24", top(f"archive_url: {MARK}web.archive.org/x"), _URL),
    seed("address of a review", "claims/white-house-meeting-contentious", end(f"reviewed_by:\n  - organisation: AFP\n    verdict: x\n    url: {MARK}javascript:alert(1)"), _URL),
    seed("address of the publisher", "explainer", line("publisher: .*", lambda _: f'publisher: {{name: x, url: {MARK}"javascript:alert(1)"}}'), _URL),
)  # fmt: skip

COORDINATES = (
    seed("latitude of 530.9", "context/places/minsk", value("latitude", f"{MARK}530.9"), _PLACE),
    seed("latitude of -91", "context/places/mazyr", value("latitude", f"{MARK}-91"), _PLACE),
    seed("longitude of 200", "context/places/moscow", value("longitude", f"{MARK}200"), _PLACE),
    seed("latitude that is no number", "context/places/riyadh", value("latitude", f"{MARK}nan"), _PLACE),
    seed("longitude without end", "context/places/warsaw", value("longitude", f"{MARK}inf"), _PLACE),
    seed("latitude alone", "context/places/luhansk", line("(latitude: .*)\nlongitude: .*", lambda f: MARK + f[1]), _PLACE),
    seed("longitude alone", "context/places/sevastopol", line("latitude: .*\n(longitude: .*)", lambda f: MARK + f[1]), _PLACE),
    seed("rating of 6", "explainer", line("    rating: 5", lambda _: f"    rating: {MARK}6"), "wrong-value"),
    seed("rating of 0", "explainer", line("    rating: 5", lambda _: f"    rating: {MARK}0"), "wrong-value"),
)  # fmt: skip

DAYS = (*BAD_DATES, *OUT_OF_ORDER, *ADDRESSES, *COORDINATES)
