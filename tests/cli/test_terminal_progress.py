"""What stands on a terminal while a command works."""

import io
import sys

import pytest

from desktop.cli.output import terminal_progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_line_counts_where_there_is_something_to_count_and_is_not_said_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    progress = terminal_progress()

    for done, total, what in ((0, 0, "Syncing"), (0, 0, "Syncing"), (0, 0, "No answer."), (1, 2, "Saving")):
        progress.step(done, total, what)

    assert terminal.getvalue() == "\rSyncing   \n\rNo answer.   \n\rSaving 1/2   "


def test_beside_a_terminal_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    told = io.StringIO()
    monkeypatch.setattr(sys, "stderr", told)

    terminal_progress().step(1, 2, "Saving")

    assert told.getvalue() == ""
