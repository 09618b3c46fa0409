"""What `explainer audit` demands of a built site, each rule declared once."""

from generator.core.diagnostics import Rule, Severity

DEAD_LINK = Rule(
    id="dead-link",
    summary="Every link within the site leads to a page or file of it, written as it is named.",
    why="Readers would land on “not found”; servers tell upper case from lower.",
    wrong='<a href="../claims/ferry-late/">',
    right='<a href="../claims/ferry-left-late/">',
)
DEAD_ANCHOR = Rule(
    id="dead-anchor",
    summary="Every link to a place on a page leads to an `id` that is there.",
    why="Readers would be left at the top of the page, to look for what was meant.",
    wrong='<a href="#souces">',
    right='<a href="#sources">',
)
LINK_WITHOUT_SLASH = Rule(
    id="link-without-slash",
    summary="A link to a page ends on a slash, as its address does.",
    why="Readers are sent from one address to the other first, and some servers know only one.",
    wrong='<a href="../about">',
    right='<a href="../about/">',
    severity=Severity.WARNING,
)
REPEATED_ANCHOR = Rule(
    id="repeated-anchor",
    summary="An `id` stands once on a page.",
    why="Links, labels and scripts would find the first and never the second.",
)
MISSING_ALT = Rule(
    id="missing-alt",
    summary="Every picture has an `alt` text; that of an ornament is empty.",
    why="Who cannot see it hears the name of a file.",
    wrong='<img src="map.png">',
    right='<img src="map.png" alt="The harbour and the two piers">',
)
MISSING_TITLE = Rule(
    id="missing-title",
    summary="Every page has a title.",
    why="Tabs, bookmarks and search results would show its address.",
)
REPEATED_TITLE = Rule(
    id="repeated-title",
    summary="No two pages have the same title.",
    why="Readers cannot tell them apart in tabs, bookmarks and search results.",
    severity=Severity.WARNING,
)
MISSING_LANGUAGE = Rule(
    id="missing-language",
    summary="Every page says in which language it is.",
    why="It would be read aloud with the sounds of another language.",
    wrong="<html>",
    right='<html lang="en">',
)
FOREIGN_REQUEST = Rule(
    id="foreign-request",
    summary="A page loads nothing from other hosts.",
    why="It would tell others who reads what, and break when they are gone.",
    wrong='<script src="https://cdn.example/x.js"></script>',
)
INLINE_HANDLER = Rule(
    id="inline-handler",
    summary="No element carries a script in an attribute.",
    why="The content security policy stops it; and it may be none of ours.",
    wrong='<button onclick="go()">',
)
SCRIPT_ADDRESS = Rule(
    id="script-address",
    summary="No address is a script.",
    why="A click would run it; and it may be none of ours.",
    wrong='<a href="javascript:go()">',
)
MISSING_POLICY = Rule(
    id="missing-policy",
    summary="Every page sets a content security policy, before its first script.",
    why="Whatever got into the page by a fault would run.",
)
AGAINST_POLICY = Rule(
    id="against-policy",
    summary="A page holds nothing that its own content security policy forbids.",
    why="Browsers refuse it, and a part of the page does not work.",
)
MALFORMED_HTML = Rule(
    id="malformed-html",
    summary="Tags are closed, nested and written as HTML has it.",
    why="Browsers guess at the rest, each in its own way.",
    wrong="<em>late</strong>",
    right="<em>late</em>",
)
HEAVY_PAGE = Rule(
    id="heavy-page",
    summary="What a page loads before it can be read stays within the weight budget.",
    why="On a slow line readers wait, or leave.",
    severity=Severity.WARNING,
)
