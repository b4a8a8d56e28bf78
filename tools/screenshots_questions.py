"""Draws every type of question, section by section: `python -m tools.screenshots_questions`."""

import base64
import sys
from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QWidget

from desktop.forms import Filling, import_form, load_definition
from desktop.services.form_library.records import MediaRecord
from desktop.ui.screens.form.drawing import DrawingDialog
from desktop.ui.screens.form.pages import Page
from desktop.ui.screens.form.section_page import SectionPage
from tests.forms.conftest import as_csv
from tests.forms.question_cases import ANSWERS, CHOICES, SURVEY
from tools.screenshots_render import OUT, application, render

NOW = datetime(2026, 11, 25, 10, 30, tzinfo=UTC)
LOOKS = {
    "light": ("light", "English (en)"),
    "dark": ("dark", "English (en)"),
    "arabic": ("light", "العربية (ar)"),
}


def main() -> int:
    application()
    for look, (theme, language) in LOOKS.items():
        filling = sample(language)
        for number, section in enumerate(filling.sections(), 1):
            render(
                lambda at=number, of=section.id, filling=filling: page(filling, at, of),  # type: ignore[misc]
                f"questions-{number}-{look}",
                theme=theme,  # type: ignore[arg-type]
                lang="ar" if look == "arabic" else "en",
                size=(1000, 1500),
            )
        render(_signing, f"questions-sign-{look}", theme=theme, size=(760, 560), prepare=_sign)  # type: ignore[arg-type]
    sys.stdout.write(f"{len(list(OUT.glob('questions-*.png')))} pictures in {OUT}\n")
    return 0


def sample(language: str) -> Filling:
    """The form with some of its answers."""
    form = import_form(as_csv(SURVEY, CHOICES), "every_question.csv")
    filling = Filling(load_definition(form.xform_xml), clock=lambda: NOW, tz=UTC, seed=1, language=language)
    for path, value in ANSWERS.items():
        filling.set(f"/data/{path}", value)
    filling.add("/data/items")
    filling.set("/data/items[1]/item", "Blankets")
    filling.set("/data/items[1]/number", "40")
    return filling


def page(filling: Filling, number: int, section_id: str) -> QWidget:
    """One section, as the form's screen shows it."""
    made = SectionPage()
    made.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if "(ar)" in filling.language else Qt.LayoutDirection.LeftToRight
    )
    items = Page(number, filling.questions(section_id), {}, mark_missing=False, required="").shown()
    made.show_media({"sign.png": _sign_picture()})
    made.show_items(section_id, items, may_edit=True, zone="Z")
    return made


def _sign_picture() -> MediaRecord:
    picture = QImage(160, 100, QImage.Format.Format_RGB32)
    picture.fill(0x3B82B6)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    text = base64.b64encode(bytes(buffer.data().data())).decode()
    return MediaRecord(
        attachment_id=UUID(int=1), file_name="sign.png", media_type="image/png", size_bytes=1, thumbnail=text
    )


def _signing() -> QWidget:
    holder = QWidget()
    dialog = DrawingDialog(holder, "Signature", lambda _png: None)
    dialog.setParent(None)
    return dialog


def _sign(widget: QWidget) -> None:
    if isinstance(widget, DrawingDialog):
        widget.name.setText("Aigul Mamatova")


if __name__ == "__main__":
    raise SystemExit(main())
