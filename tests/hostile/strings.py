# ruff: noqa: E501
"""Naughty strings: what has broken pages, templates, parsers and terminals, one of each kind.

Strings of one kind stand side by side. Whatever would run calls `canary()`, so that a browser can tell whether anything did.
"""

HTML = (
    "<script>canary()</script>",
    "<SCRIPT SRC=//example.invalid/canary.js></SCRIPT>",
    "<img src=x onerror=canary()>",
    "<svg onload=canary()>",
    "<svg><animate onbegin=canary() attributeName=x dur=1s>",
    "<iframe src=javascript:canary()></iframe>",
    "<body onload=canary()>",
    "<details open ontoggle=canary()>",
    "<input autofocus onfocus=canary()>",
    "<a href=javascript:canary()>a</a>",
    "<form action=javascript:canary()><button>b</button></form>",
    "<math><mtext></p><img src=x onerror=canary()>",
    "<object data=data:text/html,<script>canary()</script>>",
    "<base href=//example.invalid/>",
    "<meta http-equiv=refresh content=0;url=//example.invalid/>",
    "<link rel=stylesheet href=//example.invalid/x.css>",
    "<style>*{display:none}</style>",
    "<style>@import '//example.invalid/x.css'</style>",
    "<template><script>canary()</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=canary()>'>",
    "<plaintext>", "<xmp>", "<textarea>", "<title>", "<!--", "-->", "--!>", "<!-->", "<!-- answer -->",
    "<![CDATA[ <script>canary()</script> ]]>", "]]>", "<?php canary() ?>", "<!DOCTYPE html>",
    "</script><script>canary()</script>", "</style>", "</title>", "</textarea>", "</article>",
    "</main></body></html>", "</div></div></div>", "</p></td></tr></table>", "</noscript>",
    '"><script>canary()</script>', "'><script>canary()</script>", "`><script>canary()</script>",
    '" onmouseover="canary()', "' onmouseover='canary()", '" autofocus onfocus=canary() x="',
    "<<script>script>canary()<</script>/script>", "<scr\tipt>canary()</scr\tipt>", "< script >",
    "<img src=`x` onerror=canary()>", "<x-y onclick=canary()>z</x-y>", "<b>bold</b>", "a<b>c", "<>",
    '<div markdown="1" onclick="canary()">x</div>', '<p markdown="block">*x*</p>', "<hr/>", "</",
)  # fmt: skip

ADDRESSES = (
    "javascript:canary()", "javascript://x/%0acanary()", "JaVaScRiPt:canary()", "java\tscript:canary()", "javascript&colon;canary()",
    "data:text/html,<script>canary()</script>", "data:text/html;base64,PHNjcmlwdD5jYW5hcnkoKTwvc2NyaXB0Pg==",
    "vbscript:canary()", "//example.invalid/", "http://example.invalid/?a=1&b=<c>#\"'",
    "https://user:password@example.invalid/", "mailto:a@b.cd", "a@b.cd", "file:///etc/passwd",
    "../../../../etc/passwd", "..\\..\\windows\\system32", "C:\\con\\con", "%2e%2e%2f", "/etc/passwd%00.yml",
)  # fmt: skip

TEMPLATES = (
    "{{ 7 * 7 }}", "{{ config }}", "{{ page.content }}", "{% include 'main.html' %}", "{% endblock %}",
    "{% raw %}", "{# comment #}", "${canary()}", "#{7*7}", "<%= 7 * 7 %>", "{{constructor.constructor('canary()')()}}",
    "$(canary)", "`canary`", "%s%n%x", "{0}", "%(title)s", "!ENV HOME", "!!python/object/apply:os.system ['id']",
    "{canonical}", "{target}", "$HOME", "; rm -rf /", "' OR 1=1 --", "=1+1", "+1+1", "@SUM(1,1)", "=cmd|' /C calc'!A0",
)  # fmt: skip

MARKDOWN = (
    "---", "---\ntitle: other\n---", "...", "===", "***", "___", "# Heading", "## Heading {#main}", "Setext\n=====",
    "> quotation", "- item", "+ item", "* item", "1. item", "1) item", "    code", "\tcode", "```", "~~~", "``` {onclick=canary()}",
    "`code`", "``", "*a*", "**a**", "_a_", "__a__", "***", "*", "_", "~~a~~", "^a^", "==a==", "++a++", "--a--",
    "[a](javascript:canary())", "[a](<javascript:canary()>)", "![a](x' onerror='canary())", "[a][b]", "[b]: javascript:canary()",
    "[^1]", "[^1]: note", "[TOC]", "[x] done", "[ ] open", "*[HTML]: a language", "<javascript:canary()>", "<https://example.invalid>",
    "term\n:   definition", ": definition", "{: onclick=canary() }", "{: #main .x-card }", "text {: onmouseover=canary() }",
    "{ .annotate }", "!!! note", '!!! note "title"', "??? note", "???+ note", "=== \"tab\"", "--8<-- \"/etc/passwd\"", "::: generator.cli",
    "| a | b |\n|---|---|\n| c | d |", "|", "a | b", ":smile:", ":material-home:", "$x$", "$$x$$", "\\(x\\)", "\\[x\\]", "\\", "\\\\", "\\<b\\>",
    "[[", "]]", "[[]]", "[[|]]", "[@", "[@]", "[@x", "[[a|b", "[[<b>|c]]", "[@a \"b", "[[norham|<img src=x onerror=canary()>]]",
    "&lt;script&gt;canary()&lt;/script&gt;", "&#60;script&#62;", "&#x3c;script&#x3e;", "&amp;amp;", "&nbsp;", "&", "&;", "&#0;", "&#xD800;",
    "stx123etx", "wzxhzdk:0", "klzzwxh:0001", "amp", "a\\\nb", "a  \nb", "# a #", "+++", "%%%", ":::", "@import",
)  # fmt: skip

UNICODE = (
    "\u05e9\u05dc\u05d5\u05dd", "\u0645\u0631\u062d\u0628\u0627 \u0628\u0643\u0645 abc 123", "abc \u05d0\u05d1\u05d2 (1) def",
    "\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0915\u094d\u200d\u0937", "a\u200eb", "a\u200fb", "\u061ca", "Nor\u00adham",
    "Z\u0351\u036b\u0343\u036a\u0302a\u0367\u0328\u0321l\u0336\u0322\u031ago\u0338\u0321", "a" + "\u0301" * 60, "\u0301", "e\u0301\u00e9", "\u1e9e\u00df\u0130\u0131\u01c4",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f3f4", "\U0001f1fa\U0001f1e6\U0001f1e7", "\u2764\ufe0f", "\U0001f44d\U0001f3fd", "\u0ca0_\u0ca0", "(\u256f\u00b0\u25a1\u00b0)",
    "\ufdfd", "\U00012031", "\U0001f574", "\ufb01", "\uff1cscript\uff1ecanary()\uff1c/script\uff1e", "\u2039script\u203a", "\uff07", "\u02bc", "\u201c\u201d\u2018\u2019\u00ab\u00bb\u201e",
    "\u0430dm\u0456n", "p\u0430ypal", "\u00a0", "\u3000a", "\u2003a\u2003", "\u1680a", "\ufffd", "\ue000", "\U0010fffd", "\u0378", "\u2800", "\u00bd\u2460\u2167", "\u0661\u0662\u0663",
    "W" * 300, "ab" * 40 + "-" + "cd" * 40, "/".join("abc" for _ in range(60)), "\u4e2d\u6587" * 60, "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35" * 20,
)  # fmt: skip

WORDS = (
    "null", "undefined", "NaN", "None", "true", "false", "no", "0", "-1", "1e309", "0x0", "1/0", "1,000", "NULL", "nil", "~", "", " ", "\n",
    "__proto__", "constructor", "toString", "hasOwnProperty", "items", "get", "self", "x", "con", "index", "../index", "none", "all",
    "a: b", "a:b", "a #b", "- a", "? a", "& a", "* a", "! a", "% a", "@ a", "` a", "'", '"', "''", '""', "'a\"", ",", "[]", "{}", "[", "{", "|", ">", ">-",
    "2021-05-04", "12:30", "1_000", "0o7", "=", "<<", "\\n", "\\u202e", "a\\", "a\nb", "a\r\nb", "a\n\n\nb", "a\tb", "Scunthorpe", "Title: x\r\nSet-Cookie: a=b",
    "a, b, and c", "…", ". . .", "-" * 80, "=" * 80, "#" * 80, "*" * 80, "[" * 40, "<" * 40, "&" * 40, "(" * 40, '"' * 40,
)  # fmt: skip

STRINGS = tuple(dict.fromkeys((*HTML, *ADDRESSES, *TEMPLATES, *MARKDOWN, *UNICODE, *WORDS)))
