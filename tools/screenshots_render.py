"""Renders one widget to PNG in a theme, language, text size and window size."""

import os
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.i18n import use_language
from desktop.ui.theme import Appearance, ThemeChoice

OUT = Path("screenshots-out")
Factory = Callable[[], QWidget]
_made: list[Appearance] = []


def application() -> QApplication:
    """The one application, with the look put on."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["milepost-screenshots"])
    if not _made:
        _made.append(Appearance(app))
    return app


def render(
    factory: Factory,
    name: str,
    *,
    theme: ThemeChoice = "light",
    lang: str = "en",
    scale: float = 1.0,
    size: tuple[int, int] = (1366, 768),
    prepare: Callable[[QWidget], None] | None = None,
    out: Path = OUT,
) -> Path:
    """Make the widget, let it settle, run `prepare` on it (click, type), and write `out`/`name`.png."""
    app = application()
    use_language(lang)
    _made[0].apply(theme, scale)
    widget = factory()
    widget.resize(*size)
    widget.show()
    _settle(app)
    if prepare is not None:
        prepare(widget)
        _settle(app)
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{name}.png"
    _with_dialogs(widget).save(str(path))
    widget.close()
    widget.deleteLater()
    _settle(app)
    return path


def _with_dialogs(widget: QWidget) -> QPixmap:
    """The window, and over its middle the dialogs that stand open: each is a window of its own to Qt."""
    picture = widget.grab()
    painter = QPainter(picture)
    for dialog in widget.findChildren(QDialog):
        if dialog.isVisible():
            painter.fillRect(widget.rect(), QColor(0, 0, 0, 90))
            shown = dialog.grab()
            painter.drawPixmap(
                (widget.width() - dialog.width()) // 2, (widget.height() - dialog.height()) // 2, shown
            )
    painter.end()
    return picture


def render_all_ways(factory: Factory, name: str, **more: object) -> list[Path]:
    """Light, dark, right to left, 200 % and 1024 px: the five looks a screen must stand."""
    ways: tuple[tuple[str, ThemeChoice, str, float, tuple[int, int]], ...] = (
        ("light", "light", "en", 1.0, (1366, 768)),
        ("dark", "dark", "en", 1.0, (1366, 768)),
        ("rtl", "light", "ar", 1.0, (1366, 768)),
        ("200", "light", "en", 2.0, (1366, 768)),
        ("1024", "light", "en", 1.0, (1024, 768)),
    )
    return [
        render(factory, f"{name}-{way}", theme=theme, lang=lang, scale=scale, size=size, **more)  # type: ignore[arg-type]
        for way, theme, lang, scale, size in ways
    ]


def _settle(app: QApplication) -> None:
    """Let layouts, queued answers and deletions run until nothing is left to do."""
    for _ in range(5):
        app.processEvents()
        QApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
        QApplication.sendPostedEvents(None, 0)
