"""Dialogs about versions: what moving a draft to a newer one does, and the answers that are asked for no more."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QWidget

from desktop.i18n import _, ngettext
from desktop.services.form_library.version_records import RetiredAnswer, UpgradeReport, VersionDifference
from desktop.ui.item_models import Cell, Column, RecordTable, RecordTableModel
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.theme import theme
from desktop.ui.version_changes import ChangeLine, change_columns, change_lines, changes_word
from desktop.ui.widgets import Button, FormDialog, column, label, row


class UpgradeDialog(FormDialog):
    """Shows what a newer version asks otherwise and what becomes of the answers; one verb moves the draft."""

    def __init__(
        self, parent: QWidget, report: UpgradeReport, difference: VersionDifference, move: Callable[[], None]
    ) -> None:
        version = report.after.version
        super().__init__(
            parent,
            _("Move to version {version}?").format(version=version),
            _("Move to version {version}").format(version=version),
            move,
            object_name="upgrade_dialog",
            sentence=f"{changes_word(difference.changes)}. {told_of(report)}",
            width=860,
        )
        model: RecordTableModel[ChangeLine] = RecordTableModel(
            change_columns(), change_lines(difference.changes)
        )
        table = RecordTable(model, "upgrade_changes", _("Changes between versions"))
        table.setMinimumHeight(theme().px(260))
        self.body.addWidget(table, 1)


def told_of(report: UpgradeReport) -> str:
    """What becomes of the answers, in sentences."""
    sentences = [
        ngettext("{count} answer stays.", "{count} answers stay.", report.kept + len(report.moved)).format(
            count=report.kept + len(report.moved)
        )
    ]
    left = len(report.retired) + len(report.set_aside)
    if left:
        sentences.append(
            ngettext(
                "{count} answer has no question it fits any more; it is kept and can be looked at.",
                "{count} answers have no question they fit any more; they are kept and can be looked at.",
                left,
            ).format(count=left)
        )
    return " ".join(sentences)


class RetiredDialog(QDialog):
    """The answers this version asks for no more; they stay with the form."""

    def __init__(self, parent: QWidget, answers: Sequence[RetiredAnswer]) -> None:
        super().__init__(parent)
        self.setObjectName("retired_dialog")
        self.setWindowTitle(_("Questions asked no more"))
        model: RecordTableModel[RetiredAnswer] = RecordTableModel(_columns(), answers)
        self.table = RecordTable(model, "retired_answers", _("Questions asked no more"))
        close = Button(_("Close"), "retired_close", kind="primary", press=self.accept)
        words = label(
            _("These answers stay with the form. A version that asks the question again shows them there."),
            "secondary",
            wrap=True,
        )
        layout = column(words, self.table, row(None, close), gap=8, margins=(16, 16, 16, 12), on=self)
        layout.setStretch(1, 1)
        self.resize(theme().px(720), theme().px(380))


def _columns() -> list[Column[RetiredAnswer]]:
    return [
        Column[RetiredAnswer](
            key="question",
            title=_("Question"),
            cell=lambda one: plain(one.label),
            stretch=True,
            width=260,
            tip=lambda one: one.path,
        ),
        Column[RetiredAnswer](
            key="answer", title=_("Answer"), cell=lambda one: one.value, width=220, tip=lambda one: one.value
        ),
        Column[RetiredAnswer](
            key="version",
            title=_("Last asked in version"),
            cell=lambda one: Cell(text=one.version, mono=True),
            width=150,
        ),
    ]
