"""Files in another folder, under another name, or with an id that is taken."""

# ruff: noqa: E501 (a table is read by its rows)

from corpus.seeding import MARK, end, line, moved, removed, seed, top, whole

_PLACE, _ID, _TWICE = "misplaced-file", "bad-id", "duplicate-id"
_SOURCE = "title: x\npublisher: x\nlanguage: en\ntype: news\nstandpoint: x\n"
_TALK = "title: x\nstart: 2022\nformat: phone\nstatus: held\nsummary: x [@shine-2025-02-03]\n"

FILING = (
    moved("folder that is not there", "context/people/oleksii-reznikov", "context/men/oleksii-reznikov.yml", _PLACE),
    moved("folder misspelt", "context/people/recep-tayyip-erdogan", "context/peoples/recep-tayyip-erdogan.yml", _PLACE),
    moved("folder with a capital", "context/people/roman-abramovich", "context/People/roman-abramovich.yml", _PLACE),
    moved("no folder", "context/people/samuel-charap", "samuel-charap.yml", _PLACE),
    moved("folder too high", "context/people/sergey-lavrov", "context/sergey-lavrov.yml", _PLACE),
    moved("folder too low", "context/people/sergey-radchenko", "context/people/r/sergey-radchenko.yml", _PLACE),
    moved("place among the people", "context/places/mazyr", "context/people/mazyr.yml", _PLACE),
    moved("talk among the claims", "talks/minsk-2025-12-12", "claims/minsk-2025-12-12.yml", _PLACE),
    moved("source among the documents", "sources/tass-2020-11-06", "context/documents/tass-2020-11-06.yml", _PLACE),
    moved(".yaml", "context/people/steve-witkoff", "context/people/steve-witkoff.yaml", _PLACE),
    moved(".YML", "context/people/taras-kachka", "context/people/taras-kachka.YML", _PLACE),
    moved(".txt", "context/people/ursula-von-der-leyen", "context/people/ursula-von-der-leyen.txt", _PLACE),
    moved("copy left by an editor", "context/people/viktor-khrenin", "context/people/viktor-khrenin.yml.bak", _PLACE),
    moved("no extension", "context/people/vladimir-medinsky", "context/people/vladimir-medinsky", _PLACE),
    moved("capital in an id", "context/people/volodymyr-moskalenko", "context/people/Volodymyr-Moskalenko.yml", _ID),
    moved("underscore in an id", "context/people/yuri-ushakov", "context/people/yuri_ushakov.yml", _ID),
    moved("space in an id", "context/people/andriy-yermak", "context/people/andriy yermak.yml", _ID),
    moved("Cyrillic id", "context/places/kyiv", "context/places/київ.yml", _ID),
    moved("accent in an id", "context/organisations/turkiye", "context/organisations/türkiye.yml", _ID),
    moved("two hyphens in an id", "talks/vatican-2025-04-26", "talks/vatican--2025-04-26.yml", _ID),
    moved("hyphen at the end of an id", "talks/riyadh-2025-02-18", "talks/riyadh-2025-02-18-.yml", _ID),
    moved("point in an id", "sources/wbur-2024-05-06", "sources/wbur.2024.05.06.yml", _ID),
    seed("id of 81 characters", "sources/" + "a" * 81, whole(_SOURCE), _ID),
    seed("id that is an option", "sources/-rf", whole(_SOURCE), _ID),
    seed("id of two kinds", "context/terms/kyiv", whole("name: x\ndefinition: y [@shine-2025-02-03]\n"), _TWICE),
    seed("id of a talk and a claim", "talks/trump-red-button", whole(_TALK), _TWICE),
    seed("former id that another record bears", "context/places/moscow", top(f"formerly: [{MARK}minsk]"), _TWICE),
    seed("former id of its own", "context/places/jeddah", top(f"formerly: [{MARK}jeddah]"), _TWICE),
    seed("former id twice", "sources/nanhai-2022-03-29", line("formerly: .*", lambda _: f"formerly: [cgtn-2022-03-29, {MARK}cgtn-2022-03-29]"), _TWICE),
    seed("former id that leads out", "context/places/warsaw", top(f'formerly: [{MARK}"../x"]'), _ID),
    seed("former id with a capital", "context/places/white-house", top(f"formerly: [{MARK}White-House]"), _ID),
    seed("passage that leads out", "sources/wion-2025-07-24", end(f'passages:\n  - id: {MARK}"../x"\n    place: One\n    opening: Talks'), _ID),
    seed("topic that is no id", "explainer", lambda text: text.replace("  offer: The offer", f"  {MARK}The Offer: The offer\n  offer: The offer"), _ID),
    seed("status that is no id", "explainer", lambda text: text.replace("  - id: supported", f"  - id: {MARK}../supported"), _ID),
    removed("no explainer", "explainer", "missing-explainer"),
    moved("explainer.yaml", "explainer", "explainer.yaml", _PLACE),
    seed("unreadable explainer", "explainer", whole(""), "empty-file"),
)  # fmt: skip
