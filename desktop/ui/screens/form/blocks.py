"""The blocks of a page: a question with its number, label and message; headings; lists and their entries."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from desktop.i18n import _, ngettext
from desktop.services.form_library.records import MediaRecord
from desktop.ui.screens.form.choice_editors import OptionsEditor
from desktop.ui.screens.form.editors import Editor
from desktop.ui.screens.form.entry_table import EntryTable
from desktop.ui.screens.form.file_editor import FileEditor
from desktop.ui.screens.form.label_pictures import picture_of
from desktop.ui.screens.form.making import make_editor
from desktop.ui.screens.form.pages import ShownEntry, ShownHeading, ShownQuestion, ShownRepeat
from desktop.ui.screens.form.points import PointsEditor
from desktop.ui.screens.form.rich_text import plain, rich
from desktop.ui.screens.form.typed_editors import PositionEditor
from desktop.ui.theme import Tone, restyle, theme
from desktop.ui.widgets import Button, IconButton, Segment, SegmentedChoice, column, row

_NUMBER_WIDTH = 42
_INDENT = 16
_EDITOR_ROW = 4


def _text(role: str = "") -> QLabel:
    """A label that follows the direction of the form, not that of the window."""
    made = QLabel()
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.RichText)
    if role:
        made.setProperty("role", role)
    return made


def _code(text: str = "") -> QLabel:
    made = QLabel(text)
    made.setProperty("role", "code")
    made.setFixedWidth(theme().px(_NUMBER_WIDTH))
    return made


def show_number(made: QLabel, number: str) -> None:
    """A label of Latin text stands at the left whatever its direction, unless told otherwise."""
    side = Qt.AlignmentFlag.AlignRight if made.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
    made.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop)
    made.setText(number)


class Block(QWidget):
    """Anything on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_item(self, shown: Any, *, may_edit: bool) -> None:
        """Show the item this block was made for, as it stands now."""
        raise NotImplementedError

    def flush(self) -> None:
        """Tell what is typed now."""

    def _indent(self, depth: int) -> None:
        layout = self.layout()
        if layout is not None:
            side = theme().px(_INDENT) * depth
            is_mirrored = self.isRightToLeft()
            layout.setContentsMargins(0 if is_mirrored else side, 0, side if is_mirrored else 0, 0)


class QuestionBlock(Block):
    """A question. `answered(path, value)` once something was given, `onward(path)` on Enter."""

    answered = Signal(str, str)
    onward = Signal(str)
    file_asked = Signal(str)
    file_dropped = Signal(str, object)
    picture_asked = Signal(str)
    drawing_asked = Signal(str)
    points_asked = Signal(str)

    def __init__(self, shown: ShownQuestion, zone: str) -> None:
        super().__init__()
        self.path = shown.view.path
        self.type = shown.view.type
        self._local = ""
        self._shown: ShownQuestion | None = None
        self._media: dict[str, MediaRecord] = {}
        self._number, self._label, self._hint = _code(), _text(), _text("small")
        self._picture = QLabel()
        self._picture.hide()
        self._sounds = _text("small")
        self._sounds.hide()
        self._message = _text("error")
        self._message.setObjectName(f"{self.path}#message")
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self.editor = make_editor(shown.view, zone)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(theme().px(4))
        self._grid.addWidget(self._number, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self._label, 0, 1, 1, 2)
        self._grid.addWidget(self._hint, 1, 1, 1, 2)
        self._grid.addWidget(self._picture, 2, 1, 1, 2, Qt.AlignmentFlag.AlignLeading)
        self._grid.addWidget(self._sounds, 3, 1, 1, 2)
        if self.editor is not None:
            self._connect(self.editor)
            self._grid.addWidget(self.editor, _EDITOR_ROW, 1)
        self._grid.setColumnStretch(2, 1)
        self._is_beside: bool | None = None
        self._place_message()

    def _connect(self, editor: Editor) -> None:
        editor.answered.connect(lambda value: self.answered.emit(self.path, value))
        editor.onward.connect(lambda: self.onward.emit(self.path))
        editor.said.connect(self._say)
        if isinstance(editor, FileEditor):
            editor.asked.connect(lambda: self.file_asked.emit(self.path))
            editor.dropped.connect(lambda file: self.file_dropped.emit(self.path, file))
            editor.opened.connect(self.picture_asked)
            editor.drawing_asked.connect(lambda: self.drawing_asked.emit(self.path))
        if isinstance(editor, (PointsEditor, PositionEditor)):
            editor.wanted.connect(lambda: self.points_asked.emit(self.path))
        self.setFocusProxy(editor)

    def show_item(self, shown: ShownQuestion, *, may_edit: bool) -> None:
        view = shown.view
        star = f' <span style="color:{theme().color("text.muted").name()}">*</span>' if view.required else ""
        if view.required and not view.value:
            star = f' <span style="color:{theme().tone(Tone.OFF_TRACK).fg.name()}">*</span>'
        show_number(self._number, shown.number)
        self._label.setText(rich(view.label) + star)
        self._hint.setText(rich(view.hint))
        self._hint.setVisible(bool(view.hint))
        self._indent(shown.depth)
        if self.editor is not None:
            self.editor.show_question(view, may_edit=may_edit)
        self._shown = shown
        self._picture.setAccessibleName(_("Picture of: {label}").format(label=plain(view.label)))
        self._show_label_media()
        self._show_message()

    def show_media(self, media: dict[str, MediaRecord]) -> None:
        """Files that are on this laptop, by name: those of answers, and those the form shows."""
        self._media = media
        if isinstance(self.editor, (FileEditor, OptionsEditor)):
            self.editor.show_media(media)
        self._show_label_media()

    def _show_label_media(self) -> None:
        names = self._shown.view.media if self._shown is not None else {}
        picture = picture_of(self._media, names)
        self._picture.setPixmap(picture)
        self._picture.setVisible(not picture.isNull())
        heard = [name for kind in ("audio", "video") if (name := names.get(kind, ""))]
        words = _("Belongs to the question: {names}").format(names=", ".join(heard))
        self._sounds.setText(rich(words) if heard else "")
        self._sounds.setVisible(bool(heard))

    def _say(self, sentence: str) -> None:
        self._local = sentence
        self._show_message()

    def _show_message(self) -> None:
        words = self._local or (self._shown.message if self._shown is not None else "")
        self._message.setText(words)
        self._message.setVisible(bool(words))
        if self.editor is not None:
            self.editor.show_state("error" if words else "", words)
        restyle(self._message)

    @property
    def spoken(self) -> str:
        """The question without any marks."""
        return plain(self._shown.view.label) if self._shown is not None else ""

    @property
    def message(self) -> str:
        return self._message.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_message()

    def _place_message(self) -> None:
        """Beside a short editor where there is room, else below it."""
        is_beside = self.editor is not None and self.editor.is_short and self.width() >= theme().px(520)
        if is_beside is self._is_beside:
            return
        self._is_beside = is_beside
        self._message.setIndent(theme().px(10) if is_beside else 0)
        if is_beside:
            self._grid.addWidget(self._message, _EDITOR_ROW, 2)
        else:
            self._grid.addWidget(self._message, _EDITOR_ROW + 1, 1, 1, 2)
        self._grid.setColumnStretch(1, 0 if is_beside else 1)
        self._grid.setColumnStretch(2, 1 if is_beside else 0)

    def flush(self) -> None:
        if self.editor is not None:
            self.editor.flush()

    def takes_keyboard(self) -> bool:
        return self.editor is not None and any(one.isEnabled() for one in self.editor.inputs())

    def focus(self) -> None:
        if self.editor is None:
            return
        inputs = [one for one in self.editor.inputs() if one.isEnabled() and one.isVisibleTo(self)]
        chosen = [one for one in inputs if one.property("checked") is True]
        for one in (chosen or inputs)[:1]:
            one.setFocus(Qt.FocusReason.ShortcutFocusReason)


class HeadingBlock(Block):
    """The title of a group, or of a section in the whole form."""

    def __init__(self, shown: ShownHeading, _zone: str) -> None:
        super().__init__()
        self._title = _text("title" if shown.is_section else "strong")
        self._hint = _text("small")
        words = column(self._title, self._hint, gap=2)
        layout = row(gap=0, on=self)
        layout.addSpacing(0 if shown.is_section else theme().px(_NUMBER_WIDTH))
        layout.addLayout(words, 1)

    def show_item(self, shown: ShownHeading, *, may_edit: bool) -> None:
        self._title.setText(rich(shown.title))
        self._hint.setText(rich(shown.hint))
        self._hint.setVisible(bool(shown.hint))
        self._indent(shown.depth)


class EntryBlock(Block):
    """The head of one entry of a list."""

    removed = Signal(str)
    duplicated = Signal(str)

    def __init__(self, shown: ShownEntry, _zone: str) -> None:
        super().__init__()
        path = shown.view.path
        self._title = _text("strong")
        self.duplicate = IconButton("ph.copy", _("Duplicate this entry"), f"{path}#duplicate")
        self.remove = IconButton("ph.trash", _("Take this entry out"), f"{path}#remove")
        self.duplicate.clicked.connect(lambda: self.duplicated.emit(path))
        self.remove.clicked.connect(lambda: self.removed.emit(path))
        layout = row(gap=0, on=self)
        layout.addSpacing(theme().px(_NUMBER_WIDTH))
        layout.addWidget(self._title, 1)
        layout.addWidget(self.duplicate)
        layout.addWidget(self.remove)

    def show_item(self, shown: ShownEntry, *, may_edit: bool) -> None:
        words = _("{label} {number}").format(label=plain(shown.view.label), number=shown.view.number)
        self._title.setText(rich(words))
        for button in (self.duplicate, self.remove):
            button.setVisible(may_edit and shown.view.can_remove)
        self._indent(shown.depth)


class RepeatBlock(Block):
    """The head of a list: how many entries, as a table or one by one, and one more."""

    added = Signal(str)
    table_chosen = Signal(str, bool)
    answered = Signal(str, str)
    removed = Signal(str)
    duplicated = Signal(str)
    pasted = Signal(str, int, int, object)

    def __init__(self, shown: ShownRepeat, zone: str) -> None:
        super().__init__()
        self._zone = zone
        self.path = shown.view.path
        self._number, self._label = _code(), _text()
        self._kind = SegmentedChoice(
            [Segment(True, _("Table"), "ph.table"), Segment(False, _("One by one"), "ph.cards")],
            f"{self.path}#kind",
            _("Show the list as"),
        )
        self._kind.chosen.connect(lambda is_table: self.table_chosen.emit(self.path, bool(is_table)))
        self.add = Button(
            plain(shown.view.label),
            f"{self.path}#add",
            icon="ph.plus",
            compact=True,
            elided=True,
            accessible=_("Add an entry to {label}").format(label=plain(shown.view.label)),
            press=lambda: self.added.emit(self.path),
        )
        head = row(gap=8)
        head.addWidget(self._number)
        head.addWidget(self._label, 1)
        head.addWidget(self._kind)
        head.addWidget(self.add)
        head.setSpacing(0)
        head.insertSpacing(3, theme().px(8))
        self._table: EntryTable | None = None
        self._box = column(head, gap=6, on=self)

    def show_item(self, shown: ShownRepeat, *, may_edit: bool) -> None:
        show_number(self._number, shown.number)
        counted = ngettext("{count} entry", "{count} entries", shown.view.instances).format(
            count=shown.view.instances
        )
        muted = theme().color("text.secondary").name()
        self._label.setText(f'{rich(shown.view.label)} <span style="color:{muted}">· {counted}</span>')
        self._kind.setVisible(shown.may_be_table and shown.view.instances > 0)
        self._kind.set_value(shown.is_table)
        self.add.setVisible(may_edit and shown.view.can_add)
        is_table = shown.is_table and bool(shown.rows)
        if is_table:
            self._shown_table(shown).show_rows(shown, may_edit=may_edit)
        elif self._table is not None:
            self._table.hide()
            self._table.deleteLater()
            self._box.removeItem(self._beside_number)
            self._table = None
        self._indent(shown.depth)

    def _shown_table(self, shown: ShownRepeat) -> EntryTable:
        if self._table is None:
            table = self._table = EntryTable(shown, self._zone)
            table.answered.connect(self.answered)
            table.removed.connect(self.removed)
            table.duplicated.connect(self.duplicated)
            table.wanted.connect(lambda: self.added.emit(self.path))
            table.pasted.connect(lambda first, at, lines: self.pasted.emit(self.path, first, at, lines))
            self._beside_number = row(gap=0)
            self._beside_number.addSpacing(theme().px(_NUMBER_WIDTH))
            self._beside_number.addWidget(table, 1)
            self._box.addLayout(self._beside_number)
        return self._table

    def focus_cell(self, path: str) -> bool:
        return self._table is not None and self._table.focus_cell(path)

    def focus(self) -> None:
        if self._table is not None and self._table.table is not None:
            self._table.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.add.setFocus(Qt.FocusReason.ShortcutFocusReason)
