"""Who answered what, and when: every step of a filling in a table, newest first."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QDialog, QWidget

from desktop.i18n import _
from desktop.ui.change_words import moment_words
from desktop.ui.item_models import Cell, Column, RecordTable, RecordTableModel
from desktop.ui.screens.form.auditing import ToldStep
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.theme import theme
from desktop.ui.widgets import Button, SearchField, column, row


class AuditDialog(QDialog):
    """Found by words of the question, the answer or the person."""

    def __init__(
        self, parent: QWidget, steps: Sequence[ToldStep], now: datetime, write: Callable[[], None]
    ) -> None:
        super().__init__(parent)
        self.setObjectName("audit_dialog")
        self.setWindowTitle(_("Who answered what"))
        self._steps = tuple(steps)
        self.model: RecordTableModel[ToldStep] = RecordTableModel(_columns(now), steps)
        self.search = SearchField(_("Question, answer or name"), "audit_search", wait_ms=0, compact=False)
        self.search.searched.connect(self._find)
        table = RecordTable(self.model, "audit_steps", _("Who answered what"))
        export = Button(_("Write audit.csv …"), "audit_write", icon="ph.export", press=write)
        close = Button(_("Close"), "audit_close", kind="primary", press=self.accept)
        layout = column(
            self.search, table, row(export, None, close), gap=8, margins=(16, 16, 16, 12), on=self
        )
        layout.setStretch(1, 1)
        self.resize(theme().px(900), theme().px(480))

    def _find(self, words: str) -> None:
        wanted = words.casefold().split()
        self.model.set_rows(
            [
                step
                for step in self._steps
                if all(
                    one in f"{step.what} {step.before} {step.after} {step.who}".casefold() for one in wanted
                )
            ]
        )


def _columns(now: datetime) -> list[Column[ToldStep]]:
    return [
        Column[ToldStep](key="at", title=_("When"), cell=lambda one: moment_words(one.at, now), width=150),
        Column[ToldStep](key="who", title=_("Who"), cell=lambda one: one.who, width=140, tip=_laptop),
        Column[ToldStep](
            key="what",
            title=_("Question"),
            cell=lambda one: Cell(text=" ".join(plain(one.what).split()), strong=not one.path),
            stretch=True,
            width=220,
            tip=lambda one: one.path or plain(one.what),
        ),
        Column[ToldStep](
            key="before",
            title=_("Before"),
            cell=lambda one: Cell(text=plain(one.before), quiet=True),
            width=150,
            tip=lambda one: plain(one.before),
        ),
        Column[ToldStep](
            key="after", title=_("After"), cell=_after, width=170, tip=lambda one: plain(one.after)
        ),
    ]


def _laptop(step: ToldStep) -> str:
    return _("Laptop {tag}").format(tag=step.device) if step.device else ""


def _after(step: ToldStep) -> Cell:
    if not step.path:
        return Cell()
    words = plain(step.after) or _("emptied")
    return Cell(text=words, after=_("another answer stands") if step.state == "superseded" else "")
