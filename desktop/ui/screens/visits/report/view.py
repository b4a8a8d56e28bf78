"""Draws the report: its parts, your words, the page you will hand over."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QHideEvent, QIcon, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QMenu, QSplitter, QWidget

from desktop.errors import UserError
from desktop.i18n import _, ngettext
from desktop.rules.vocabulary import Rating, VisitState
from desktop.services.visits.records import VisitRecord
from desktop.ui import formats
from desktop.ui.background import Debounce
from desktop.ui.field_values import put
from desktop.ui.screens.visits.desk import VisitDesk
from desktop.ui.screens.visits.findings.line import rating_segments
from desktop.ui.screens.visits.report.presenter import (
    Part,
    PartState,
    Passage,
    ReportPresenter,
)
from desktop.ui.screens.visits.report.preview import Preview
from desktop.ui.theme.fonts import line_height
from desktop.ui.theme.icons import icon
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets import (
    Button,
    NextStep,
    ScrollPage,
    Segment,
    SegmentedChoice,
    TextArea,
    clear_layout,
    column,
    label,
    name_widget,
    row,
    surface,
)

REDRAW_MS = 700
NARROW_PX, SINGLE_PX = 1000, 760


class ReportTab(QWidget):
    """A ReportScreen."""

    def __init__(self, desk: VisitDesk) -> None:
        super().__init__()
        self.setObjectName("report_tab")
        self._desk = desk
        self._parts: dict[str, Part] = {}
        self._shown = ""
        self._visit: VisitRecord | None = None
        self._fields: dict[tuple[str, object], TextArea] = {}
        self._presenter = ReportPresenter(self, desk)
        self.list, self.combo = QListWidget(), QComboBox()
        name_widget(self.list, "report_parts", _("Parts of the report"))
        name_widget(self.combo, "report_parts_combo", _("Parts of the report"))
        self.page = ScrollPage("report_words", ground="panel")
        self._title = label("", "title")
        self._words = column(gap=12)
        self.page.body.addWidget(self._title)
        self.page.body.addLayout(self._words)
        self.page.body.addStretch(1)
        self.preview = Preview(self._presenter.save_pdf, self._presenter.issue)
        sides = [
            Segment("words", _("Write"), "ph.pencil-simple"),
            Segment("pages", _("Pages"), "ph.file-pdf"),
        ]
        self.switch = SegmentedChoice(sides, "report_side", _("Write, or look at the pages"))
        self.switch.set_value("words")
        self._redraw = Debounce(REDRAW_MS, self._draw_if_seen, self)
        self._lay_out()
        self._connect()
        desk.on_flush(self.flush)
        self._presenter.begin()

    def _lay_out(self) -> None:
        side = surface("panel")
        self.list.setViewportMargins(theme().px(8), theme().px(4), 0, 0)
        self._missing = label("", "small")
        self._missing.setContentsMargins(16, 8, 16, 8)
        column(self.list, self._missing, gap=0, on=side)
        words = surface("panel")
        head = surface("panel")
        row(self.combo, margins=(16, 8, 16, 0), on=head)
        self._combo_head = head
        column(head, self.page, gap=0, on=words)
        self._side, self._text = side, words
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        for widget in (side, words, self.preview):
            self.split.addWidget(widget)
        self.split.setSizes([theme().px(196), theme().px(500), theme().px(500)])
        self.split.setStretchFactor(1, 1)
        self.split.setStretchFactor(2, 1)
        switch = surface("panel")
        row(self.switch, None, margins=(16, 8, 16, 0), on=switch)
        self._switch_head = switch
        column(switch, self.split, gap=0, on=self).setStretchFactor(self.split, 1)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._part_chosen)
        self.switch.chosen.connect(self._side_chosen)
        self.combo.activated.connect(self.list.setCurrentRow)
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self, partial(self._walk, by))
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def is_seen(self) -> bool:
        return self.isVisible()

    def show_parts(self, parts: Sequence[Part], visit: VisitRecord) -> None:
        is_other = self._visit is None or self._visit.row.id != visit.row.id
        self._visit = visit
        self._parts = {part.key: part for part in parts}
        self.preview.issue.setVisible(visit.row.state is VisitState.APPROVED)
        self._show_list(parts)
        chosen = self._shown if self._shown in self._parts and not is_other else parts[0].key
        self._show_part(chosen, anew=is_other)
        self._redraw.call()

    def _show_list(self, parts: Sequence[Part]) -> None:
        at = max(self.list.currentRow(), 0)
        for box in (self.list, self.combo):
            box.blockSignals(True)
            box.clear()
        for number, part in enumerate(parts, start=1):
            words = f"{number}  {part.title}"
            item = QListWidgetItem(_state_icon(part.state), words)
            item.setSizeHint(
                QSize(theme().px(160), max(theme().px(32), line_height("body") + theme().px(12)))
            )
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}, {_state_word(part.state)}")
            item.setData(Qt.ItemDataRole.UserRole, part.key)
            self.list.addItem(item)
            self.combo.addItem(_state_icon(part.state), words)
        for box in (self.list, self.combo):
            box.blockSignals(False)
        self.list.setCurrentRow(min(at, len(parts) - 1))
        self.combo.setCurrentIndex(self.list.currentRow())
        count = sum(part.state is PartState.MISSING for part in parts)
        words = ngettext("{count} section missing", "{count} sections missing", count)
        self._missing.setText(words.format(count=count) if count else "")

    def _part_chosen(self, at: int) -> None:
        item = self.list.item(at)
        if item is not None:
            self.flush()
            self.combo.setCurrentIndex(at)
            self._show_part(str(item.data(Qt.ItemDataRole.UserRole)), anew=True)

    def _walk(self, by: int) -> None:
        at = self.list.currentRow() + by
        if 0 <= at < self.list.count():
            self.list.setCurrentRow(at)

    def _show_part(self, key: str, *, anew: bool) -> None:
        part = self._parts[key]
        wanted = [(one.key, one.result_id) for one in part.passages]
        if anew or key != self._shown or wanted != list(self._fields):
            self._shown = key
            self._build(part)
        for one in part.passages:
            put(self._fields[one.key, one.result_id], one.text)
        if part.asks_rating and self._visit is not None:
            self._rating.set_value(self._visit.row.overall_rating)

    def _build(self, part: Part) -> None:
        clear_layout(self._words)
        self._fields = {}
        may_edit = self._visit is not None and self._visit.may_edit
        self._title.setText(part.title)
        if part.asks_rating:
            self._rating = SegmentedChoice(rating_segments(), "report_overall", _("Overall rating"))
            self._rating.chosen.connect(self._rated)
            self._rating.setEnabled(may_edit)
            self._words.addWidget(label(_("Your own rating of the whole visit"), "secondary"))
            self._words.addWidget(self._rating)
        for one in part.passages:
            field = TextArea(one.label, f"report_{one.key}", lines=2, placeholder=one.hint)
            field.set_read_only(not may_edit)
            field.edited.connect(partial(self._edited, one.key, one.result_id))
            self._fields[one.key, one.result_id] = field
            self._words.addWidget(field)
            if one.result_id is not None and may_edit and self._presenter.findings_of(one.result_id):
                self._words.addLayout(row(None, self._inserter(one, field)))

    def _inserter(self, passage: Passage, field: TextArea) -> Button:
        insert = Button(_("Insert finding"), "insert_finding", kind="link", icon="ph.quotes", small=True)
        insert.clicked.connect(lambda: self._offer(insert, passage, field))
        return insert

    def _offer(self, button: Button, passage: Passage, field: TextArea) -> None:
        menu = QMenu(button)
        statements = self._presenter.findings_of(passage.result_id) if passage.result_id else []
        for statement in statements:
            short = " ".join(statement.split())[:60]
            menu.addAction(short.replace("&", "&&")).triggered.connect(_inserts(field, statement))
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _edited(self, key: str, result_id: object, text: str) -> None:
        part = self._parts.get(self._shown)
        passages = part.passages if part else ()
        passage = next((one for one in passages if (one.key, one.result_id) == (key, result_id)), None)
        if passage is not None:
            self._presenter.edited(passage, text)

    def _rated(self, rating: object) -> None:
        if isinstance(rating, Rating):
            self._presenter.rated(rating)

    def _draw_if_seen(self) -> None:
        if self.isVisible() and self.preview.isVisible():
            self._presenter.draw()

    def show_drawing(self) -> None:
        self.preview.show_drawing()

    def show_pdf(self, pdf: bytes, seconds: float) -> None:
        now = formats.time_of(self._desk.services.clock())
        took = formats.number(round(seconds, 1))
        self.preview.show_pdf(pdf, _("Drawn {time}, {seconds} s").format(time=now, seconds=took))

    def show_no_pdf(self, problem: UserError) -> None:
        again = NextStep(_("Try again"), self._presenter.draw, "ph.arrow-clockwise")
        self.preview.stack.show_problem(problem, [again])

    def flush(self) -> None:
        for field in self._fields.values():
            field.flush()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._redraw.call()

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _side_chosen(self, _side: object) -> None:
        self.flush()
        self._arrange()
        self._redraw.call()

    def _arrange(self) -> None:
        """Side by side where there is room; else words or pages, one at a time."""
        narrow = self.width() < theme().px(NARROW_PX)
        is_single = self.width() < theme().px(SINGLE_PX)
        shows_pages = is_single and self.switch.value == "pages"
        self._side.setVisible(not narrow)
        self._combo_head.setVisible(narrow)
        self._switch_head.setVisible(is_single)
        self._text.setVisible(not shows_pages)
        self.preview.setVisible(shows_pages or not is_single)


def _inserts(field: TextArea, statement: str) -> Callable[[], None]:
    def insert() -> None:
        field.area.insertPlainText(statement)
        field.setFocus()

    return insert


def _state_icon(state: PartState) -> QIcon:
    return {
        PartState.DONE: icon("ph.check-circle-fill", "on_track", "inline"),
        PartState.MISSING: icon("ph.asterisk", "off_track", "inline"),
        PartState.OPTIONAL: icon("ph.circle", "secondary", "inline"),
    }[state]


def _state_word(state: PartState) -> str:
    return {
        PartState.DONE: _("done"),
        PartState.MISSING: _("missing"),
        PartState.OPTIONAL: _("empty, may stay so"),
    }[state]
