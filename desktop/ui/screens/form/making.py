"""Which editor a question gets, after its type and appearance."""

from collections.abc import Callable

from desktop.services.form_library.records import QuestionView
from desktop.ui.screens.form.arrangement import table_columns
from desktop.ui.screens.form.calendar_days import CalendarDayEditor, calendar_of
from desktop.ui.screens.form.drop_down_editor import DropDownEditor
from desktop.ui.screens.form.editors import (
    AcknowledgeEditor,
    AreaEditor,
    DayEditor,
    Editor,
    LineEditor,
)
from desktop.ui.screens.form.file_editor import FileEditor
from desktop.ui.screens.form.long_list_editor import LongListEditor
from desktop.ui.screens.form.map_choice_editor import MapChoiceEditor
from desktop.ui.screens.form.moment_editor import MomentEditor
from desktop.ui.screens.form.months import MonthEditor
from desktop.ui.screens.form.options_editor import OptionsEditor
from desktop.ui.screens.form.picture_choice_editor import PictureChoiceEditor
from desktop.ui.screens.form.points import PointsEditor
from desktop.ui.screens.form.ranking import RankEditor
from desktop.ui.screens.form.scales import make_range
from desktop.ui.screens.form.table_rows import HeadingsEditor
from desktop.ui.screens.form.typed_editors import (
    CodeEditor,
    CounterEditor,
    FiguresEditor,
    GroupedNumberEditor,
    HiddenTextEditor,
    PositionEditor,
)

Maker = Callable[[QuestionView, str], Editor]
_LISTED_FROM = 30
MOST_IN_A_DROP_DOWN = 2000
_SEARCHED = frozenset({"minimal", "autocomplete", "search", "map"})
_BY_TYPE: dict[str, Maker] = {
    "date": DayEditor,
    "barcode": CodeEditor,
    "dateTime": MomentEditor,
    "acknowledge": AcknowledgeEditor,
    "rank": RankEditor,
    "geopoint": PositionEditor,
    "geotrace": PointsEditor,
    "geoshape": PointsEditor,
    "image": FileEditor,
    "audio": FileEditor,
    "video": FileEditor,
    "file": FileEditor,
}
_BY_APPEARANCE: dict[str, tuple[tuple[str, Maker], ...]] = {
    "text": (
        ("multiline", AreaEditor),
        ("masked", HiddenTextEditor),
        ("numbers", FiguresEditor),
    ),
    "integer": (("counter", CounterEditor), ("thousands-sep", GroupedNumberEditor)),
    "decimal": (("thousands-sep", GroupedNumberEditor),),
    "date": (("month-year", MonthEditor), ("year", MonthEditor), ("no-calendar", LineEditor)),
}


def make_editor(view: QuestionView, zone: str) -> Editor | None:
    """The input for a question; none for a note."""
    if view.type == "note":
        return HeadingsEditor(view, zone) if table_columns(view) else None
    if view.type in ("select_one", "select_multiple"):
        return _choosing(view)(view, zone)
    if view.type == "range":
        return make_range(view, zone) or LineEditor(view, zone)
    if view.type == "text" and view.parameters.get("rows", "").strip().isdecimal():
        return AreaEditor(view, zone)
    if calendar_of(view) is not None:
        return CalendarDayEditor(view, zone)
    chosen = next(
        (maker for word, maker in _BY_APPEARANCE.get(view.type, ()) if word in view.appearance), None
    )
    return (chosen or _BY_TYPE.get(view.type, LineEditor))(view, zone)


def is_one_on_a_map(view: QuestionView) -> bool:
    """A list that is chosen from on a map, as far as anything in it lies somewhere."""
    return view.type == "select_one" and "map" in view.appearance


def _choosing(view: QuestionView) -> Maker:
    is_long = len(view.choices) > _LISTED_FROM or bool(_SEARCHED.intersection(view.appearance))
    if "image-map" in view.appearance and view.media.get("image", "").lower().endswith(".svg"):
        return PictureChoiceEditor
    if is_one_on_a_map(view):
        return MapChoiceEditor
    if not is_long:
        return OptionsEditor
    is_one = view.type == "select_one" and len(view.choices) <= MOST_IN_A_DROP_DOWN
    return DropDownEditor if is_one else LongListEditor
