"""The page of questions that scrolls. Only what is shown exists; what stays keeps its widget and the keyboard."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from desktop.services.form_library.map_ground import MapGround
from desktop.services.form_library.records import MediaRecord
from desktop.ui.screens.form.blocks import Block, HeadingBlock
from desktop.ui.screens.form.list_blocks import EntryBlock, RepeatBlock
from desktop.ui.screens.form.pages import Shown, ShownEntry, ShownHeading, ShownQuestion
from desktop.ui.screens.form.question_block import QuestionBlock
from desktop.ui.widgets import column, surface


class SectionPage(QScrollArea):
    """Hands on what the blocks tell, by the path of the question."""

    answered = Signal(str, str)
    onward = Signal()
    """Enter on the last question."""
    added = Signal(str)
    removed = Signal(str)
    duplicated = Signal(str)
    pasted = Signal(str, int, int, object)
    table_chosen = Signal(str, bool)
    asked = Signal(str, object)
    """A question's path, and an `Ask`."""
    file_dropped = Signal(str, Path)
    picture_asked = Signal(str)
    ground_asked = Signal()
    """A map is on the page that has no ground yet."""
    menu_asked = Signal(str, QWidget)
    link_followed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("form_page")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content = surface("panel")
        self._column = column(gap=18, margins=(20, 14, 20, 20), on=self.content)
        self._column.addStretch(1)
        self.setWidget(self.content)
        self._blocks: dict[str, Block] = {}
        self._order: list[str] = []
        self._media: dict[str, MediaRecord] = {}
        self._ground: MapGround | None = None
        self._wants_ground = False
        self._title = ""
        self._last = ""
        self._is_left = False
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._note_focus)

    def show_items(self, title: str, items: Sequence[Shown], *, may_edit: bool, zone: str) -> None:
        keys = [item.key for item in items]
        for key in [key for key in self._blocks if key not in set(keys)]:
            block = self._blocks.pop(key)
            self._column.removeWidget(block)
            block.hide()
            block.deleteLater()
        for at, item in enumerate(items):
            block = self._block_for(item, zone)
            block.show_item(item, may_edit=may_edit)
            place = self._column.itemAt(at)
            if place is None or place.widget() is not block:
                self._column.removeWidget(block)
                self._column.insertWidget(at, block)
                block.show()
        self._order = keys
        self._chain_focus()
        if title != self._title:
            self._title = title
            self.verticalScrollBar().setValue(0)
        if self._wants_ground:
            self._wants_ground = False
            self.ground_asked.emit()

    def _chain_focus(self) -> None:
        """Tab follows the order on the page, also for what came in between later."""
        before: QWidget | None = None
        for block in self.question_blocks():
            for widget in block.editor.inputs() if block.editor is not None else []:
                if before is not None:
                    QWidget.setTabOrder(before, widget)
                before = widget

    def _block_for(self, item: Shown, zone: str) -> Block:
        block = self._blocks.get(item.key)
        if (
            isinstance(block, QuestionBlock)
            and isinstance(item, ShownQuestion)
            and block.type != item.view.type
        ):
            block = None
        if block is None:
            block = self._blocks[item.key] = self._make(item, zone)
            block.setParent(self.content)  # the direction of the page counts from the first drawing on
        return block

    def _make(self, item: Shown, zone: str) -> Block:
        if isinstance(item, ShownHeading):
            return HeadingBlock(item, zone)
        if isinstance(item, ShownQuestion):
            return self._make_question(item, zone)
        if isinstance(item, ShownEntry):
            entry = EntryBlock(item, zone)
            entry.removed.connect(self.removed)
            entry.duplicated.connect(self.duplicated)
            return entry
        repeat = RepeatBlock(item, zone)
        repeat.added.connect(self.added)
        repeat.table_chosen.connect(self.table_chosen)
        repeat.answered.connect(self.answered)
        repeat.removed.connect(self.removed)
        repeat.duplicated.connect(self.duplicated)
        repeat.pasted.connect(self.pasted)
        return repeat

    def _make_question(self, item: ShownQuestion, zone: str) -> QuestionBlock:
        block = QuestionBlock(item, zone)
        block.answered.connect(self.answered)
        block.onward.connect(self._next_after)
        block.asked.connect(self.asked)
        block.file_dropped.connect(self.file_dropped)
        block.picture_asked.connect(self.picture_asked)
        block.menu_asked.connect(self.menu_asked)
        block.link_followed.connect(self.link_followed)
        block.show_media(self._media)
        if block.shows_map:
            if self._ground is None:
                self._wants_ground = True
            else:
                block.show_ground(self._ground)
        return block

    def show_media(self, media: dict[str, MediaRecord]) -> None:
        self._media = media
        for block in self.question_blocks():
            block.show_media(media)

    def show_ground(self, ground: MapGround) -> None:
        """What the maps of this page are drawn on."""
        self._ground = ground
        for block in self.question_blocks():
            block.show_ground(ground)

    def question_blocks(self) -> list[QuestionBlock]:
        blocks = [self._blocks[key] for key in self._order if key in self._blocks]
        return [block for block in blocks if isinstance(block, QuestionBlock)]

    def forget_ground(self) -> None:
        """Another form lies elsewhere."""
        self._ground = None

    def block(self, path: str) -> Block | None:
        return self._blocks.get(path)

    def _next_after(self, path: str) -> None:
        """The next question that takes the keyboard, be it a list."""
        at = self._order.index(path) if path in self._order else -1
        for key in self._order[at + 1 :]:
            block = self._blocks[key]
            if isinstance(block, (RepeatBlock, QuestionBlock)) and block.takes_keyboard():
                block.focus()
                self._bring_up(block)
                return
        self.onward.emit()

    def focus_question(self, path: str) -> bool:
        """Put the keyboard into a question, or into its cell of a table; False where it is not on the page."""
        block = self._blocks.get(path)
        if isinstance(block, QuestionBlock):
            block.focus()
            self._bring_up(block)
            return True
        for other in self._blocks.values():
            if isinstance(other, RepeatBlock) and other.focus_cell(path):
                self._bring_up(other)
                return True
        return False

    def current_path(self) -> str:
        """The question the keyboard is in, or was in before a menu or a dialog took it."""
        return self._focused_path() or (self._last if self._is_here(self._last) else "")

    def _is_here(self, path: str) -> bool:
        return bool(path) and (
            path in self._blocks or any(block.shows(path) for block in self._repeat_blocks())
        )

    def _repeat_blocks(self) -> list[RepeatBlock]:
        return [block for block in self._blocks.values() if isinstance(block, RepeatBlock)]

    def _note_focus(self, _before: QWidget | None, _now: QWidget | None) -> None:
        self._last = self._focused_path() or self._last

    def _focused_path(self) -> str:
        for block in self._repeat_blocks():
            if block.isAncestorOf(_focused()) and block.current_path():
                return block.current_path()
        return next(
            (
                block.path
                for block in self.question_blocks()
                if block.editor is not None
                and any(
                    widget.hasFocus() or widget.isAncestorOf(_focused()) for widget in block.editor.inputs()
                )
            ),
            "",
        )

    def _bring_up(self, block: Block) -> None:
        # A block just made has no place yet.
        QTimer.singleShot(0, block, lambda: self.ensureWidgetVisible(block, 0, 48))

    def is_written_in(self, path: str) -> bool:
        """Whether the keyboard writes in the box of a question, which then tells its answer again on leaving."""
        block = self._blocks.get(path)
        return not self._is_left and isinstance(block, QuestionBlock) and block.goes_on_writing()

    def flush(self) -> None:
        self._is_left = True
        for block in list(self._blocks.values()):
            block.flush()
        self._is_left = False


def _focused() -> QWidget:
    return QApplication.focusWidget() or QWidget()
