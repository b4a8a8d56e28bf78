"""The bench runs from end to end on small data, and tells what it measured."""

import json
from pathlib import Path

import pytest

from tools.bench import __main__ as bench
from tools.bench.measuring import Outcome


def test_a_quick_bench_prints_its_table_and_writes_it_as_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    code = bench.main(["save", "--quick"])

    written = json.loads((tmp_path / "bench-out" / "bench.json").read_text("utf-8"))
    assert code == 0
    assert "| saving one field |" in capsys.readouterr().out
    assert written["rows"][0]["name"] == "saving one field"
    assert written["rows"][0]["ratio"]["median"] > 0


def test_a_ratio_is_that_of_each_round_and_its_middle_decides() -> None:
    outcome = Outcome(name="x", unit="s", product=(2.0, 9.0, 4.0), limit=(1.0, 3.0, 4.0), reach=2.0)

    assert outcome.ratios == (2.0, 3.0, 1.0)
    assert (outcome.median, outcome.reached) == (2.0, True)


def test_an_unknown_bench_is_refused() -> None:
    with pytest.raises(SystemExit) as left:
        bench.main(["flying"])

    assert left.value.code == 2
