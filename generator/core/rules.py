"""Every rule, declared once: what it demands, why, and an example of wrong and right."""

from generator.core.diagnostics import Rule, Severity

NOT_UTF8 = Rule(
    id="not-utf8",
    summary="Files are written in UTF-8.",
    why="Names in other scripts would come out as other letters.",
)
UNREADABLE_FILE = Rule(
    id="unreadable-file",
    summary="What lies among the data and the pages is an ordinary file that can be read.",
    why="A link may lead to what nobody means to publish, and a pipe is waited for without end.",
)
TOO_LARGE = Rule(
    id="too-large",
    summary="A file holds at most one million bytes and 5,000 values, a value 100,000 characters.",
    why="A record that no one can read is not checked by anyone.",
)
ODD_CHARACTER = Rule(
    id="odd-character",
    summary="Texts hold no characters that show nothing or turn the direction of writing.",
    why="They are invisible in editors, and make a text look other than it is.",
)
TAB = Rule(
    id="tab",
    summary="Lines are indented with spaces.",
    why="YAML forbids tabs for indentation.",
    wrong="\tperson: davyd-arakhamia",
    right="  person: davyd-arakhamia",
)
YAML_SYNTAX = Rule(
    id="yaml-syntax",
    summary="Each file is well-formed YAML.",
    why="Nothing of a file that is not can be published.",
    wrong="title: Talks: the first round",
    right='title: "Talks: the first round"',
)
SEVERAL_DOCUMENTS = Rule(
    id="several-documents",
    summary="One file holds one record.",
    why="A second document in the file would be lost.",
    wrong="---",
)
YAML_FEATURE = Rule(
    id="yaml-feature",
    summary="Records use no anchors, aliases or tags.",
    why="They hide what a value is, and can make a small file unfold into a huge one.",
    wrong="summary: *same",
)
TOO_DEEP = Rule(
    id="too-deep",
    summary="Values are nested at most twelve levels deep.",
    why="No record needs more; deeper nesting is a slip or an attack.",
)
DUPLICATE_KEY = Rule(
    id="duplicate-key",
    summary="A key stands only once in its mapping.",
    why="One of the two values would be lost.",
)
EMPTY_FILE = Rule(
    id="empty-file",
    summary="A file holds a record.",
    why="An empty file has an id that others may name, and nothing to show for it.",
)
EMPTY_VALUE = Rule(
    id="empty-value",
    summary="A key that is written down has a value.",
    why="An empty value may be a fact that was forgotten.",
    wrong="venue:",
    right="venue: Dolmabahçe",
)
MISPLACED_FILE = Rule(
    id="misplaced-file",
    summary="Records lie in the folder of their kind, as `.yml` files.",
    why="A file elsewhere would be left out in silence.",
)
BAD_ID = Rule(
    id="bad-id",
    summary="Ids are lower-case words of a–z and 0–9 joined by hyphens, and no reserved word.",
    why="The id is the name of a file and the address of the page for ever.",
    wrong="Istanbul_2022.yml",
    right="istanbul-2022-03-29.yml",
)
DUPLICATE_ID = Rule(
    id="duplicate-id",
    summary="An id belongs to one record, over all kinds, for ever.",
    why="A reference or an old address would lead to the wrong page.",
)
UNKNOWN_FIELD = Rule(
    id="unknown-field",
    summary="Records have only the fields of their kind.",
    why="A misspelt field would be left out in silence.",
    wrong="sumary: …",
    right="summary: …",
)
MISSING_FIELD = Rule(
    id="missing-field",
    summary="Required fields are there.",
    why="The page would lack what readers need.",
)
WRONG_TYPE = Rule(
    id="wrong-type",
    summary="A value has the shape that its field asks for: text, list, mapping, number.",
    why="It could not be shown.",
    wrong="hosts: turkiye",
    right="hosts: [turkiye]",
)
WRONG_VALUE = Rule(
    id="wrong-value",
    summary="A value is one of those that its field allows.",
    why="Readers could not filter by it, and it would look like a fact.",
    wrong="status: hold",
    right="status: held",
)
BAD_DATE = Rule(
    id="bad-date",
    summary="Dates are EDTF, as exact as known, and days of the calendar.",
    why="A wrong date is worse than a gap.",
    wrong="said: 28.2.2022",
    right="said: 2022-02-28",
)
BAD_URL = Rule(
    id="bad-url",
    summary="Addresses are whole and begin with http:// or https://.",
    why="Other kinds of address can run programs or lead nowhere.",
    wrong="url: www.example.org",
    right="url: https://www.example.org",
)
BAD_COORDINATES = Rule(
    id="bad-coordinates",
    summary="Latitude and longitude come together, in decimal degrees within the globe.",
    why="The pin would be put in the wrong place.",
    wrong="latitude: 530.9",
    right="latitude: 53.9",
)
QUOTE_OR_PARAPHRASE = Rule(
    id="quote-or-paraphrase",
    summary="A statement has either a quote or a paraphrase.",
    why="Readers must know whether they read the speaker's words or ours.",
)
UNKNOWN_REFERENCE = Rule(
    id="unknown-reference",
    summary="A reference names a record that exists.",
    why="The link would lead nowhere.",
    wrong="speaker: lukashenka",
    right="speaker: alexander-lukashenko",
)
WRONG_KIND = Rule(
    id="wrong-kind",
    summary="A reference names a record of the kind that the field asks for.",
    why="A place cannot speak, and a person cannot be a source.",
    wrong="speaker: istanbul",
    right="speaker: davyd-arakhamia",
)
UNKNOWN_PASSAGE = Rule(
    id="unknown-passage",
    summary="A passage is one that the source lists.",
    why="Readers could not find the place.",
)
UNKNOWN_WORD = Rule(
    id="unknown-word",
    summary="Topics and statuses are declared in `explainer.yml`.",
    why="The record would be missing from its topic's page, or its status would mean nothing.",
)
MISSING_EXPLAINER = Rule(
    id="missing-explainer",
    summary="`site-data/explainer.yml` describes the explainer.",
    why="Without it there is no title, no question and no scale.",
)
UNKNOWN_BLOCK = Rule(
    id="unknown-block",
    summary="A comment in a hand-written page names a block that the generator knows.",
    why="The block would be missing from the page.",
    wrong="<!-- anwser -->",
    right="<!-- answer -->",
)
BAD_FRONT_MATTER = Rule(
    id="bad-front-matter",
    summary="A hand-written page begins with front matter: a title and a description.",
    why="The title heads the page; the description is what search engines show.",
)
TAKEN_ADDRESS = Rule(
    id="taken-address",
    summary="A hand-written page stands where no other page stands or may come to stand.",
    why="One of the two would be lost in silence.",
    wrong="content/claims/ferry.md",
    right="content/ferry.md",
)
DATES_OUT_OF_ORDER = Rule(
    id="dates-out-of-order",
    summary="An end does not come before its beginning, a newer entry stands above an older.",
    why="One of the two dates is wrong.",
)
SAID_AFTER_PUBLISHED = Rule(
    id="said-after-published",
    summary="Nothing is said after it was published.",
    why="One of the two dates is wrong.",
)
UNKNOWN_ROLE = Rule(
    id="unknown-role",
    summary="A delegate's role is one that the person's own record lists.",
    why="Two pages would give a person two offices.",
)
ROLE_NOT_HELD = Rule(
    id="role-not-held",
    summary="A delegate's role was held at the time of the talk.",
    why="The page would give a person an office of another time.",
)
RAW_HTML = Rule(
    id="raw-html",
    summary="Prose is Markdown without HTML.",
    why="HTML could break the page, run programs, and be lost in other forms of the data.",
    wrong="<b>agreed</b>",
    right="**agreed**",
)
FOREIGN_LINK = Rule(
    id="foreign-link",
    summary="Prose links only to records and cites only sources.",
    why="A bare link has no title, publisher, date or archived copy, and no one checks it.",
    wrong="[the report](https://example.org)",
    right="[@tass-2022-02-28]",
)
EMPTY_LINK = Rule(
    id="empty-link",
    summary="Links and citations name what they lead to.",
    why="They would lead nowhere.",
    wrong="[[]]",
    right="[[istanbul]]",
)
UNCITED_PARAGRAPH = Rule(
    id="uncited-paragraph",
    summary="Every paragraph ends on a citation.",
    why="Readers could not check it.",
    wrong="They met for three hours.",
    right="They met for three hours. [@tass-2022-02-28]",
)
LONG_TITLE = Rule(
    id="long-title",
    summary="A claim's title has fewer than 75 characters.",
    why="It is cut off in lists, in search results and on phones.",
)
LONG_OPENING = Rule(
    id="long-opening",
    summary="A passage shows at most twelve opening words.",
    why="Sentences of others are not copied.",
)
UNMENTIONED_RECORD = Rule(
    id="unmentioned-record",
    summary="Every source and every piece of context is mentioned somewhere.",
    why="Readers hardly find a page that nothing leads to.",
    severity=Severity.WARNING,
)
LEANS_ON_DRAFT = Rule(
    id="leans-on-draft",
    summary="What is published mentions nothing that is held back as a draft or under embargo.",
    why="The link would lead nowhere, and would tell of what is not to be told yet.",
    wrong="draft: true",
)
NO_SOURCE = Rule(
    id="no-source",
    summary="Every record rests on at least one source.",
    why="A page without a source cannot be checked.",
)
QUOTE_NOT_IN_SOURCE = Rule(
    id="quote-not-in-source",
    summary="A quotation stands word for word in its source, if that has a fingerprint.",
    why="Readers would be given words that nobody wrote or said.",
    wrong="The ferry went late",
    right="The ferry left late",
)
BAD_FINGERPRINT = Rule(
    id="bad-fingerprint",
    summary="A fingerprint is as `explainer snapshot` wrote it, and belongs to a source.",
    why="It would prove nothing, or something else.",
)
SILENT_CHANGE = Rule(
    id="silent-change",
    summary="A published quotation, speaker, date, status or outcome changes only with a note.",
    why="Readers who relied on the old words would not learn that they have changed.",
)
REMOVED_RECORD = Rule(
    id="removed-record",
    summary="A published record stays, or another one lists its id under `formerly`.",
    why="Links and citations made earlier would lead nowhere.",
)
DEAD_ADDRESS = Rule(
    id="dead-address",
    summary="Every address that was ever published is made, or leads on to one that is.",
    why="Links, bookmarks and citations made earlier would lead nowhere.",
)
UNLISTED_ADDRESS = Rule(
    id="unlisted-address",
    summary="The ledger lists every address that is published.",
    why="Nobody would notice if an address that is in no ledger died.",
    severity=Severity.WARNING,
)
BAD_MOVE = Rule(
    id="bad-move",
    summary="An old address leads to one that is made, and nothing else is made there.",
    why="Readers would be led nowhere, or away from what they came for.",
    wrong="/topics/boats/: /topics/ship/",
    right="/topics/boats/: /topics/ferry/",
)

RULES: tuple[Rule, ...] = tuple(
    sorted((value for value in vars().values() if isinstance(value, Rule)), key=lambda r: r.id)
)
