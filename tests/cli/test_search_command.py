"""`milepost search` answers one JSON document of shared content."""

import json

from desktop.app.wiring import Milepost
from desktop.cli.main import run
from tests.conftest import PASSPHRASE


def test_search_answers_items_and_total(profile_folder, clock, monkeypatch, capsys):
    monkeypatch.setenv("MILEPOST_PASSPHRASE", PASSPHRASE)

    code = run(["search", "aigul", "--json", "--store", str(profile_folder)], Milepost(clock))

    answer = json.loads(capsys.readouterr().out)
    assert code == 0
    assert answer["total"] == 1
    assert answer["items"][0]["kind"] == "person"


def test_nothing_found_is_said_to_people(profile_folder, clock, monkeypatch, capsys):
    monkeypatch.setenv("MILEPOST_PASSPHRASE", PASSPHRASE)

    code = run(["--store", str(profile_folder), "search", "zzz"], Milepost(clock))

    assert (code, capsys.readouterr().out) == (0, "Nothing found.\n")
