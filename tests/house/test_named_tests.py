"""A test that a document names is there: who looks it up is not sent to nothing."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def test_every_test_that_a_document_names_is_there() -> None:
    named = {
        (page.relative_to(ROOT).as_posix(), *match.groups())
        for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
        for match in NAMED.finditer(page.read_text())
    }
    assert len(named) > 50

    missing = [one for one in sorted(named, key=str) if not _is_there(one[1], one[2])]

    assert missing == []


def _is_there(path: str, name: str | None) -> bool:
    file = ROOT / path
    return file.is_file() and (name is None or f"def {name}(" in file.read_text())
