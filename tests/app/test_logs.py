"""The log says where a defect is, never what a person wrote."""

import logging
import subprocess
import sys

import pytest

from desktop.app.logs import where_and_what

CRASH = """
import logging
from desktop.app.logs import begin_logging
begin_logging()
def save(text):
    try:
        int(text)
    except ValueError as problem:
        raise RuntimeError(f"cannot save {text}") from problem
try:
    save("Aigul's statement")
except RuntimeError:
    logging.getLogger("x").exception("job failed")
    logging.getLogger("y").exception("command failed")
"""


def test_a_defect_is_logged_with_its_place_and_kind_but_not_its_words(tmp_path, monkeypatch):
    monkeypatch.setenv("MILEPOST_STATE", str(tmp_path))

    subprocess.run([sys.executable, "-c", CRASH], check=True)

    log = (tmp_path / "logs" / "milepost.log").read_text("utf-8")
    assert "Aigul" not in log
    assert log.count("RuntimeError") == 2
    assert log.count("ValueError") == 2
    assert "save" in log


def test_a_folder_that_cannot_be_written_costs_the_log_alone(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("MILEPOST_STATE", str(blocked / "state"))

    subprocess.run(
        [sys.executable, "-c", "from desktop.app.logs import begin_logging; begin_logging()"], check=True
    )


def test_a_chain_of_causes_ends():
    with pytest.raises(KeyError) as caught:
        raise KeyError("a")

    assert "builtins.KeyError" in where_and_what(caught.value)


def test_the_root_logger_is_left_alone_by_importing():
    assert not any("milepost.log" in str(handler) for handler in logging.getLogger().handlers)
