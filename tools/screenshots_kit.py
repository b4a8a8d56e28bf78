"""Draws the gallery of the kit, each screen in the five looks: `python -m tools.screenshots kit [SCREEN ...]`."""

from PySide6.QtWidgets import QWidget

from desktop.ui.main_window import MainWindow
from tools.screenshots_gallery import window
from tools.screenshots_render import OUT, render, render_all_ways

SCREENS = {
    "today": "today",
    "projects": "projects",
    "visits": "visits",
    "states": "actions",
    "fields": "reports",
}


def draw_kit(names: list[str]) -> int:
    """Draw these screens, or all of them."""
    for name in names or list(SCREENS):

        def bring_forward(widget: QWidget, key: str = SCREENS[name]) -> None:
            if isinstance(widget, MainWindow):
                widget.go_to(key)

        render_all_ways(window, f"kit-{name}", prepare=bring_forward)
    if not names:
        render(window, "kit-palette", prepare=_open_palette)
        render(window, "kit-toast", prepare=_tell)
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}")
    return 0


def _open_palette(widget: QWidget) -> None:
    if isinstance(widget, MainWindow):
        widget.open_palette()


def _tell(widget: QWidget) -> None:
    if isinstance(widget, MainWindow):
        widget.toast.say("Finding 1.1 deleted", undo=lambda: None, icon="ph.trash")
