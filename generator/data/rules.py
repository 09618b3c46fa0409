"""The rules that files keep to by themselves: each can be broken by what one of them holds."""

from generator.core.diagnostics import Rule

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
MISSING_EXPLAINER = Rule(
    id="missing-explainer",
    summary="`site-data/explainer.yml` describes the explainer.",
    why="Without it there is no title, no question and no scale.",
)
BAD_FRONT_MATTER = Rule(
    id="bad-front-matter",
    summary="A hand-written page begins with front matter: a title and a description.",
    why="The title heads the page; the description is what search engines show.",
)
