"""Which words open the window and which are commands."""

import pytest

from desktop.app.main import start, window_asked


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch):
    monkeypatch.delenv("MILEPOST_STORE", raising=False)
    monkeypatch.delenv("MILEPOST_LANG", raising=False)


@pytest.mark.parametrize(
    "words", [[], ["window"], ["--store", "x"], ["--store=x", "--lang", "ar"], ["window", "--check"]]
)
def test_options_alone_open_the_window(words):
    assert window_asked(words) is not None


@pytest.mark.parametrize("words", [["demo"], ["--store", "x", "init"], ["--json"], ["--help"], ["--store"]])
def test_a_command_is_for_the_command_line(words):
    assert window_asked(words) is None


def test_the_store_of_the_environment_is_the_one_opened(monkeypatch):
    monkeypatch.setenv("MILEPOST_STORE", "/somewhere")

    assert window_asked([])["--store"] == "/somewhere"
    assert window_asked(["--store", "/else"])["--store"] == "/else"


def test_without_a_screen_a_sentence_says_so(monkeypatch, capsys, tmp_path):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MILEPOST_STATE", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")

    assert start([]) == 2
    assert "no screen" in capsys.readouterr().err
