"""Pages of the preview without their content security policy, which would stop what MkDocs adds.

Its script, which reloads the page after a save, is written into each page as it is served, and is
another one each time. What breaks the policy is found by `explainer audit`, not by the preview.
"""

import re

_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')


def without_policy(page: bytes) -> bytes:
    return _POLICY.sub(b"", page, count=1)
