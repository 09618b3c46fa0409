"""What docs/api.md promises to those who call the generator from Python."""

import re
import subprocess
import sys

import pytest
from archives import ROOT

PAGE = ROOT / "docs" / "api.md"
# An example, and below it what it prints.
_EXAMPLE = re.compile(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```$", re.DOTALL | re.MULTILINE)
EXAMPLES = _EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("code", "printed"), EXAMPLES)
def test_an_example_prints_what_stands_below_it(
    code: str, printed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(code, PAGE.name, "exec"), {"__name__": "__main__"})
    assert capsys.readouterr().out == printed


def test_every_example_of_the_page_is_run() -> None:
    assert len(EXAMPLES) == PAGE.read_text(encoding="utf-8").count("```python\n") > 0


def test_the_package_alone_costs_next_to_nothing() -> None:
    """Whoever imports one module of the generator pays for no other."""
    asked = (
        "import sys, generator\n"
        "print(*(name for name in sys.modules if name.startswith('generator')))\n"
        "print('pydantic' in sys.modules)"
    )
    command = [sys.executable, "-c", asked]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "generator\nFalse\n"
