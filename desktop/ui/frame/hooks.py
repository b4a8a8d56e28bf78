"""What the frame needs of the program around it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtGui import QAction

from desktop.ui.frame.palette import Search


@dataclass(kw_only=True)
class Hooks:
    """What the frame asks of the program around it; a hook left out takes its command out of the menus."""

    undo: Callable[[], None] | None = None
    redo: Callable[[], None] | None = None
    lock: Callable[[], None] | None = None
    quit_question: Callable[[], str] | None = None
    """A sentence on unsent work to show when leaving; it never blocks."""
    unsaved_question: Callable[[], str] | None = None
    """A sentence on what is typed and cannot be saved: whoever quits all the same loses it."""
    search: Search | None = None
    remember: Callable[[str, str], None] | None = None
    """Keeps the geometry of the window for this person: (key, value)."""
    recall: Callable[[str], str | None] | None = None
    person_actions: Sequence[QAction] = field(default_factory=tuple)
    load: Callable[[str, Callable[[], None]], bool] | None = None
    """Loads what a screen needs before it is made and calls back; False where all of it is there already."""
