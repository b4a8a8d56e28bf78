"""Options that are parts of a drawing (image-map): pressed on it, or chosen from the buttons below."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop.services.form_library.form_drawings import FormDrawing
from desktop.services.form_library.records import MediaRecord, QuestionView
from desktop.ui.screens.form.asking import Ask
from desktop.ui.screens.form.choice_drawing import ChoiceDrawing
from desktop.ui.screens.form.editors import Editor
from desktop.ui.screens.form.options_editor import OptionsEditor
from desktop.ui.widgets import column


class PictureChoiceEditor(Editor):
    """The buttons have the keyboard; without the drawing they are all there is."""

    def __init__(self, view: QuestionView, zone: str) -> None:
        super().__init__()
        self.options = OptionsEditor(view, zone)
        self.drawing = ChoiceDrawing()
        self.drawing.setObjectName(f"{view.path}#drawing")
        self.drawing.hide()
        self._file_name = view.media.get("image", "")
        self._values = [choice.value for choice in view.choices]
        self._is_asked = False
        self.drawing.pressed.connect(self.options.press_value)
        self.options.answered.connect(self.answered)
        self.options.onward.connect(self.onward)
        column(self.drawing, self.options, gap=6, on=self)
        self.setFocusProxy(self.options)

    def show_question(self, view: QuestionView, *, may_edit: bool) -> None:
        self.options.show_question(view, may_edit=may_edit)
        self._values = [choice.value for choice in view.choices]
        self.drawing.setEnabled(may_edit and not view.readonly)
        self.drawing.show_chosen(view.value.split() if view.type == "select_multiple" else [view.value])

    def show_media(self, media: dict[str, MediaRecord]) -> None:
        """Ask for the drawing once it is on this laptop."""
        self.options.show_media(media)
        if self._file_name in media and not self._is_asked:
            self._is_asked = True
            QTimer.singleShot(0, self, lambda: self.asks.emit(Ask.FORM_DRAWING))

    def show_drawing(self, drawing: FormDrawing) -> None:
        wanted = [value for value in self._values if value in drawing.parts]
        self.drawing.setVisible(self.drawing.show_drawing(drawing.svg, wanted))

    def inputs(self) -> list[QWidget]:
        return self.options.inputs()
