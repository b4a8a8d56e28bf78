"""Draws every type of question, section by section: `python -m tools.screenshots_questions`."""

import base64
import sys
from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QWidget

from desktop.forms import Filling, import_form, load_definition
from desktop.services.form_library.form_drawings import read_drawing
from desktop.services.form_library.map_ground import LOCATION, PLACE, SITE, MapGround, MapPlace
from desktop.services.form_library.map_shapes import MapShape
from desktop.services.form_library.records import MediaRecord
from desktop.ui.screens.form.drawing import DrawingDialog
from desktop.ui.screens.form.map_dialog import MapDialog
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

GROUND = MapGround(
    places=(
        MapPlace(name="Osh skills centre", lat=40.5140, lon=72.8161, kind=SITE),
        MapPlace(name="Kara-Suu", lat=40.7052, lon=72.8678, kind=LOCATION),
        MapPlace(name="Uzgen", lat=40.7699, lon=73.3007, kind=PLACE),
        MapPlace(name="Nookat", lat=40.2656, lon=72.6184, kind=PLACE),
        MapPlace(name="Aravan", lat=40.5136, lon=72.4981, kind=PLACE),
    ),
    shapes=(
        MapShape(name="Road", points=((40.48, 72.75), (40.51, 72.79), (40.55, 72.84)), is_area=False),
        MapShape(
            name="District",
            points=((40.46, 72.73), (40.57, 72.73), (40.57, 72.88), (40.46, 72.88), (40.46, 72.73)),
            is_area=True,
        ),
    ),
)
BODY = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 160"><g fill="#ddd" stroke="#555">
<circle id="head" cx="60" cy="24" r="18"/><rect x="44" y="44" width="32" height="56" rx="8"/>
<rect id="arm" x="22" y="46" width="18" height="52" rx="8"/><rect id="leg" x="46" y="102" width="14" height="54" rx="6"/>
</g></svg>"""


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
                size=(1000, 2300 if number == 5 else 1500),
            )
        render(_mapping, f"questions-map-{look}", theme=theme, size=(860, 560), prepare=_set_points)  # type: ignore[arg-type]
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
    made.show_ground(GROUND)
    for block in made.question_blocks():
        block.show_drawing(read_drawing(BODY, "body.svg"))
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


def _mapping() -> QWidget:
    holder = QWidget()
    dialog = MapDialog(holder, "Field", "geoshape", (), GROUND, lambda _points: None, lambda: None)
    dialog.setParent(None)
    return dialog


def _set_points(widget: QWidget) -> None:
    if isinstance(widget, MapDialog):
        for lat, lon in ((40.52, 72.79), (40.535, 72.80), (40.53, 72.815), (40.515, 72.81)):
            widget.map.pressed.emit(lat, lon)
        widget.map.fit()


def _sign(widget: QWidget) -> None:
    if isinstance(widget, DrawingDialog):
        widget.name.setText("Aigul Mamatova")


if __name__ == "__main__":
    raise SystemExit(main())
