"""One of a list that lies on the ground: chosen on a map, or in the list below it."""

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.services.form_library.map_ground import MapGround
from desktop.services.form_library.map_shapes import parts_of
from desktop.services.form_library.records import Choice, QuestionView
from desktop.ui.screens.form.drop_down_editor import DropDownEditor
from desktop.ui.screens.form.editors import Editor
from desktop.ui.screens.form.grounds import lines_of, spots_of
from desktop.ui.screens.form.long_list_editor import LongListEditor
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.theme import theme
from desktop.ui.widgets import column, label
from desktop.ui.widgets.place_map import MapTools, Pin, PlaceMap

MOST_IN_A_DROP_DOWN = 2000


class MapChoiceEditor(Editor):
    """The list has the keyboard first; what of it lies nowhere is only there."""

    def __init__(self, view: QuestionView, zone: str) -> None:
        super().__init__()
        self._choices: tuple[Choice, ...] = ()
        is_short = len(view.choices) <= MOST_IN_A_DROP_DOWN
        self.list: Editor = DropDownEditor(view, zone) if is_short else LongListEditor(view, zone)
        self.map = PlaceMap(f"{view.path}#map", _("Map: {label}").format(label=plain(view.label)))
        self.map.setFixedHeight(theme().px(300))
        self.map.setMaximumWidth(theme().px(720))
        self.tools = MapTools(self.map)
        self._nowhere = label("", "small", wrap=True)
        self.map.chosen.connect(self._pressed)
        self.map.entered.connect(self.onward)
        self.list.answered.connect(self.answered)
        self.list.onward.connect(self.onward)
        column(self.list, self.map, self.tools, self._nowhere, gap=6, on=self)
        self.setFocusProxy(self.list)

    def show_question(self, view: QuestionView, *, may_edit: bool) -> None:
        self.list.show_question(view, may_edit=may_edit)
        self.map.may_press = may_edit and not view.readonly
        self._choices = view.choices
        pins = [
            Pin(one.value, plain(one.label), points)
            for one in view.choices
            if (points := parts_of(one.geometry))
        ]
        self.map.show_pins(pins, view.value)
        for shown in (self.map, self.tools):
            shown.setVisible(bool(pins))
        lacking = len(view.choices) - len(pins)
        self._nowhere.setVisible(bool(lacking))
        self._nowhere.setText(
            _("Only in the list, because their position is not known: {count}").format(count=lacking)
        )

    def show_ground(self, ground: MapGround) -> None:
        self.map.show_ground(spots_of(ground), lines_of(ground))

    def _pressed(self, value: str) -> None:
        self.answered.emit(value)

    def flush(self) -> None:
        self.list.flush()

    def inputs(self) -> list[QWidget]:
        return [*self.list.inputs(), self.map]
