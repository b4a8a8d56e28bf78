"""Questions that stand as a table: the words of a row beside its choices, under headings they share."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.services.form_library.records import MediaRecord, QuestionView
from desktop.ui.screens.form.arrangement import table_columns
from desktop.ui.screens.form.editors import Editor
from desktop.ui.screens.form.label_pictures import picture_of
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.theme import theme
from desktop.ui.widgets import label

_COLUMN, _ALL_COLUMNS = 112, 560


def choices_width(columns: int) -> int:
    """The same for the headings and for every row, so that they stand one below another."""
    return min(theme().px(_COLUMN) * columns, theme().px(_ALL_COLUMNS))


class HeadingsEditor(Editor):
    """The words above the columns; they choose nothing."""

    def __init__(self, view: QuestionView, _zone: str) -> None:
        super().__init__()
        self._path = view.path
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme().px(8))
        self._shown: QuestionView | None = None
        self._media: dict[str, MediaRecord] = {}
        self.setFixedWidth(choices_width(max(1, table_columns(view))))

    def show_question(self, view: QuestionView, *, may_edit: bool) -> None:
        if self._shown is None or view.choices != self._shown.choices:
            self._shown = view
            self._fill(view)

    def show_media(self, media: dict[str, MediaRecord]) -> None:
        self._media = media
        if self._shown is not None:
            self._fill(self._shown)

    def _fill(self, view: QuestionView) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        gaps = self._grid.spacing() * (len(view.choices) - 1)
        wide = (self.width() - gaps) // max(1, len(view.choices))
        for at, choice in enumerate(view.choices):
            words = label(plain(choice.label), "small_strong", wrap=True)
            words.setObjectName(f"{self._path}={choice.value}")
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            words.setFixedWidth(
                wide
            )  # a width that may still shrink makes room for more lines than there are
            picture = picture_of(self._media, choice.media)
            if not picture.isNull():
                words.setToolTip(words.text())
                words.setPixmap(picture)
            self._grid.addWidget(words, 0, at)
            self._grid.setColumnStretch(at, 1)

    def inputs(self) -> list[QWidget]:
        return []
