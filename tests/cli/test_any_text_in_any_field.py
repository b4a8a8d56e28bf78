"""What people paste: a megabyte, emoji, right-to-left, a zero byte - in each text field, kept whole or refused in a sentence."""

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.app.wiring import Milepost
from desktop.cli.main import run
from desktop.errors import LONGEST_SENTENCE
from tests.conftest import PASSPHRASE, StandingClock
from tests.makers import make_project, make_visit

Command = Callable[..., tuple[int, Any, str]]

TEXTS = {
    "a megabyte": "Skills for work. " * 62_000,
    "emoji": "👩🏽‍🌾 walnut 🇰🇬 ✅",
    "right to left": "زيارة المركز في أوش ‏(2026)‎",
    "zero byte": "be\0fore",
    "control signs": "a\x01b\x1b[31mred\x7f",
    "combining": "e" + "\u0301" * 2_000,
    "half a letter": "a\ud800b",
    "like a formula": '=HYPERLINK("http://x")',
    "like SQL": "'); DROP TABLE visits; --",
    "lines": "one\ntwo\r\nthree\u2028four",
}


@pytest.fixture
def milepost(
    profile_folder: Path,
    clock: StandingClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Command:
    monkeypatch.setenv("MILEPOST_PASSPHRASE", PASSPHRASE)
    with Milepost(clock).open(profile_folder, PASSPHRASE) as services:
        project = make_project(services)
        visit = make_visit(services, project, state="in_field")
        services.actions.create(title="Mend", due="2026-12-24", visit_id=visit)

    def command(*words: str) -> tuple[int, Any, str]:
        code = run([*words, "--json", "--store", str(profile_folder)], Milepost(clock))
        out, said = capsys.readouterr()
        return code, json.loads(out) if out else None, said

    return command


VISIT = "KG/LM.0465/2026/001"
FIELDS: dict[str, Callable[[str], list[str]]] = {
    "project title": lambda text: ["projects", "set", "LM.0465", f"title={text}"],
    "project description": lambda text: ["projects", "set", "LM.0465", f"description={text}"],
    "result statement": lambda text: ["results", "set", "LM.0465", "1.1", f"statement={text}"],
    "indicator title": lambda text: ["results", "set", "LM.0465", "1.1/A", f"title={text}"],
    "visit title": lambda text: ["visits", "set", VISIT, f"title={text}"],
    "visit purpose": lambda text: ["visits", "set", VISIT, f"purpose={text}"],
    "narrative": lambda text: ["visits", "set", VISIT, f"narrative.introduction={text}"],
    "site": lambda text: ["visits", "site", VISIT, text],
    "finding": lambda text: ["visits", "finding", VISIT, "--text", text],
    "recount note": lambda text: [
        "visits", "verify", VISIT, "--indicator", "1.1/A", "--period", "2026-H2", "--verified", "3", "--note", text,
    ],
    "action title": lambda text: ["actions", "new", "--visit", VISIT, "--title", text, "--due", "2026-12-24"],
    "action comment": lambda text: ["actions", "comment", "KG/LM.0465/2026/001-A1", text],
    "search": lambda text: ["search", text],
    "list of visits": lambda text: ["visits", "list", "--search", text],
    "list of projects": lambda text: ["projects", "list", "--search", text],
    "list of actions": lambda text: ["actions", "list", "--search", text],
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_any_text_is_kept_whole_or_refused_in_one_sentence(
    milepost: Command, profile_folder: Path, clock: StandingClock, name: str
) -> None:
    text = TEXTS[name]
    for field, words in FIELDS.items():
        code, document, said = milepost(*words(text))

        assert code in (0, 2), (field, code, said)
        assert "inside Milepost" not in said, field
        assert "\x1b" not in said
        if code == 2:
            assert document is None, field
            assert said.count("\n") == 1, (field, said[:200])
            assert len(said) < 2 * LONGEST_SENTENCE + 4, field
    with Milepost(clock).open(profile_folder, PASSPHRASE) as services:
        services.search.rebuild()
        assert [one.name for one in services.upkeep.examine() if not one.ok and one.name != "disk"] == []
    code, shown, _said = milepost("visits", "show", VISIT)
    assert code == 0
    kept = str(shown["purpose"] or "")
    assert not kept or kept.split() == _as_kept(text).split(), kept[:80]


def _as_kept(text: str) -> str:
    """In the one spelling of Unicode that a store holds; what no store can hold goes, or becomes a question mark."""
    whole = text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", whole)
