"""A question on the page: its number, its words and pictures, its editor, and what is wrong with the answer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.i18n import _
from desktop.services.form_library.form_drawings import FormDrawing
from desktop.services.form_library.links import FINDING, QuestionLink
from desktop.services.form_library.map_ground import MapGround
from desktop.services.form_library.records import MediaRecord
from desktop.ui.screens.form.arrangement import table_columns
from desktop.ui.screens.form.blocks import Block, code_label, show_number, stand_at_the_start, text_label
from desktop.ui.screens.form.editors import Editor, Written
from desktop.ui.screens.form.file_editor import FileEditor
from desktop.ui.screens.form.label_pictures import picture_of
from desktop.ui.screens.form.making import make_editor
from desktop.ui.screens.form.map_choice_editor import MapChoiceEditor
from desktop.ui.screens.form.moments import calendar_words
from desktop.ui.screens.form.options_editor import OptionsEditor
from desktop.ui.screens.form.pages import ShownQuestion
from desktop.ui.screens.form.picture_choice_editor import PictureChoiceEditor
from desktop.ui.screens.form.remark_words import remark_words
from desktop.ui.screens.form.rich_text import plain, rich
from desktop.ui.screens.form.table_rows import HeadingsEditor, choices_width
from desktop.ui.theme import Tone, restyle, theme
from desktop.ui.widgets import Button, FlowLayout, IconButton, clear_layout

_EDITOR_ROW = 4


class QuestionBlock(Block):
    """A question. `answered(path, value)` once something was given, `onward(path)` on Enter."""

    answered = Signal(str, str)
    onward = Signal(str)
    asked = Signal(str, object)
    """The path, and an `Ask`."""
    file_dropped = Signal(str, object)
    picture_asked = Signal(str)
    menu_asked = Signal(str, QWidget)
    link_followed = Signal(str)

    def __init__(self, shown: ShownQuestion, zone: str) -> None:
        super().__init__()
        self.path = shown.view.path
        self.type = shown.view.type
        self._local = ""
        self._shown: ShownQuestion | None = None
        self._media: dict[str, MediaRecord] = {}
        self._number, self._label, self._hint = code_label(), text_label(), text_label("small")
        self._picture = QLabel()
        self._picture.hide()
        self._sounds = text_label("small")
        self._sounds.hide()
        self._remark = text_label("small")
        self._remark.setObjectName(f"{self.path}#remark")
        self._remark.setTextFormat(Qt.TextFormat.PlainText)
        self._remark.hide()
        self.menu = IconButton("ph.dots-three", _("More for this question"), f"{self.path}#menu")
        self.menu.clicked.connect(lambda: self.menu_asked.emit(self.path, self.menu))
        self._message = text_label("error")
        self._message.setObjectName(f"{self.path}#message")
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self.editor = make_editor(shown.view, zone)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(theme().px(4))
        self._grid.addWidget(self._number, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._columns = table_columns(shown.view) if self.editor is not None else 0
        self._grid.addWidget(self._label, 0, 1, 1, 1 if self._columns else 2)
        # Over all rows down to the editor, so that it makes none of them taller.
        self._grid.addWidget(self.menu, 0, 3, _EDITOR_ROW + 1, 1, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self._hint, 1, 1, 1, 2)
        self._grid.addWidget(self._picture, 2, 1, 1, 2, Qt.AlignmentFlag.AlignLeading)
        self._grid.addWidget(self._sounds, 3, 1, 1, 2)
        if self.editor is not None:
            self._connect(self.editor)
            self._place_editor(self.editor)
        self._grid.addWidget(self._remark, _EDITOR_ROW + 2, 1, 1, 2)
        self._links = QWidget()
        self._links_flow = FlowLayout(self._links, gap=12)
        self._linked: tuple[QuestionLink, ...] = ()
        self._links.hide()
        self._grid.addWidget(self._links, _EDITOR_ROW + 3, 1, 1, 2)
        self._grid.setColumnStretch(2, 1)
        self._is_beside: bool | None = None
        self._place_message()

    def _place_editor(self, editor: Editor) -> None:
        """Below the words; in a table beside them."""
        if not self._columns:
            self._grid.addWidget(editor, _EDITOR_ROW, 1)
            return
        editor.setFixedWidth(choices_width(self._columns))
        keeps_room = self.menu.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)  # the headings have no menu, and stand above those that have
        self.menu.setSizePolicy(keeps_room)
        side = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(editor, 0, 2, _EDITOR_ROW + 1, 1, side)

    def _connect(self, editor: Editor) -> None:
        editor.answered.connect(self._answer)
        editor.onward.connect(lambda: self.onward.emit(self.path))
        editor.said.connect(self._say)
        editor.asks.connect(lambda what: self.asked.emit(self.path, what))
        if isinstance(editor, FileEditor):
            editor.dropped.connect(lambda file: self.file_dropped.emit(self.path, file))
            editor.opened.connect(self.picture_asked)
        self.setFocusProxy(editor)

    def _answer(self, value: str) -> None:
        self._drawn = None  # also where the answer is refused, and what was there is to be seen again
        self.answered.emit(self.path, value)

    def show_item(self, shown: ShownQuestion, *, may_edit: bool) -> None:
        if self._is_drawn(shown, may_edit=may_edit):
            return
        view = shown.view
        star = f' <span style="color:{theme().color("text.muted").name()}">*</span>' if view.required else ""
        if view.required and not view.value:
            star = f' <span style="color:{theme().tone(Tone.OFF_TRACK).fg.name()}">*</span>'
        show_number(self._number, shown.number)
        stand_at_the_start(self._label, self._hint, self._sounds, self._remark, self._message)
        self._label.setText(rich(view.label) + star)
        hint = "\n".join(part for part in (view.hint, calendar_words(view)) if part)
        self._hint.setText(rich(hint))
        self._hint.setVisible(bool(hint))
        self._indent(shown.depth)
        if self.editor is not None:
            self.editor.show_question(view, may_edit=may_edit)
            problem = self.editor.problem()
            self._local = self._local if problem is None else problem
        self._shown = shown
        words = remark_words(view.remark)
        self._remark.setText(words)
        self._remark.setVisible(bool(words))
        self._show_links(shown.links)
        self.menu.setVisible(self.editor is not None and view.type != "note")
        self._picture.setAccessibleName(_("Picture of: {label}").format(label=plain(view.label)))
        self._show_label_media()
        self._show_message()

    def _show_links(self, links: tuple[QuestionLink, ...]) -> None:
        if links == self._linked:
            return
        self._linked = links
        clear_layout(self._links_flow)
        for at, link in enumerate(links, 1):
            is_finding = link.kind == FINDING
            words = _("Finding: {words}") if is_finding else _("Verified figure: {words}")
            made = Button(
                words.format(words=link.words),
                f"{self.path}#link_{at}",
                kind="link",
                icon="ph.flag" if is_finding else "ph.check-square",
                small=True,
                elided=True,
            )
            made.clicked.connect(lambda _on=False, kind=link.kind: self.link_followed.emit(kind))
            self._links_flow.addWidget(made)
        self._links.setVisible(bool(links))

    def show_media(self, media: dict[str, MediaRecord]) -> None:
        """Files that are on this laptop, by name: those of answers, and those the form shows."""
        self._media = media
        if isinstance(self.editor, (FileEditor, HeadingsEditor, OptionsEditor, PictureChoiceEditor)):
            self.editor.show_media(media)
        self._show_label_media()

    @property
    def shows_map(self) -> bool:
        return isinstance(self.editor, MapChoiceEditor)

    def show_ground(self, ground: MapGround) -> None:
        if isinstance(self.editor, MapChoiceEditor):
            self.editor.show_ground(ground)

    def show_drawing(self, drawing: FormDrawing) -> None:
        if isinstance(self.editor, PictureChoiceEditor):
            self.editor.show_drawing(drawing)

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
        self._drawn = None
        self._local = sentence
        self._show_message()

    def _show_message(self) -> None:
        words = self._local or (self._shown.message if self._shown is not None else "")
        is_other = words != self._message.text()
        self._message.setText(words)
        self._message.setVisible(bool(words))
        if self.editor is not None:
            self.editor.show_state("error" if words else "", words)
        if is_other:
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

    def goes_on_writing(self) -> bool:
        """Whether the keyboard writes here; then what is written is told again on leaving."""
        return isinstance(self.editor, Written) and self.editor.goes_on()

    def takes_keyboard(self) -> bool:
        return self.editor is not None and any(one.isEnabled() for one in self.editor.inputs())

    def focus(self) -> None:
        if self.editor is None:
            return
        inputs = [one for one in self.editor.inputs() if one.isEnabled() and one.isVisibleTo(self)]
        chosen = [one for one in inputs if one.property("checked") is True]
        for one in (chosen or inputs)[:1]:
            one.setFocus(Qt.FocusReason.ShortcutFocusReason)
