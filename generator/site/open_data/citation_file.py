"""`CITATION.cff`: how to cite the explainer, in the Citation File Format 1.2.0.

The text is for the site and for the project's own folder, where programs look for it.
"""

import json
import re
from typing import Any

from generator.data.records import Explainer
from generator.site.open_data.licence import is_address, is_name

PATH = "CITATION.cff"


def citation_text(explainer: Explainer, site_url: str = "", repository: str = "") -> str:
    """Each value is JSON, which is YAML that no reader can take for something else."""
    publisher: dict[str, str] = {"name": explainer.publisher.name}
    if explainer.publisher.url:
        publisher["website"] = str(explainer.publisher.url)
    as_of = explainer.as_of.text
    fields: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": explainer.title,
        "abstract": explainer.question,
        "authors": [publisher],
        "version": f"as of {as_of}",
        "date-released": as_of if re.fullmatch(r"\d{4}-\d\d-\d\d", as_of) else "",
        **_licence(explainer.licence),
        "keywords": list(dict.fromkeys(explainer.topics.values())),
        "url": site_url,
        "repository-code": repository,
    }
    lines = [
        f"{name}: {json.dumps(value, ensure_ascii=False)}\n"
        for name, value in fields.items()
        if value
    ]
    return "".join(lines)


def _licence(licence: str) -> dict[str, str]:
    """The format knows SPDX's names and addresses; other words have no place in it."""
    if is_address(licence):
        return {"license-url": licence}
    return {"license": licence} if is_name(licence) else {}
