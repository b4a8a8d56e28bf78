"""What the frame knows of a screen, and what a screen may answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class ScreenEntry:
    """A screen in the navigation; made when it is first shown. `count` gives the number beside its word."""

    key: str
    title: str
    icon: str
    """Phosphor name; the chosen entry shows its `-fill` form."""
    make: Callable[[], QWidget]
    count: Callable[[], int] | None = None
    asks: Callable[[], int] | None = None
    """How many decisions wait there; a number of its own, with an icon."""
    at_foot: bool = False
    in_navigation: bool = True
    """A screen that is only sent to, such as a form being filled, has no place of its own at the side."""
    loads: bool = True
    """Whether more has to be loaded before it can be made; the first screen does without."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A commit of ours or of sync: which areas, which records, and where it came from."""

    areas: frozenset[str]
    ids: frozenset[object] = field(default_factory=frozenset)
    origin: str = "here"


@runtime_checkable
class ShowsRecord(Protocol):
    """A screen that can be sent to one record."""

    def show_record(self, record_id: object) -> None: ...


@runtime_checkable
class ShowsPart(Protocol):
    """A screen whose record has tabs that can be asked for by name, such as "findings"."""

    def show_part(self, part: str) -> None: ...


@runtime_checkable
class HearsChanges(Protocol):
    """A screen that reloads when something changed; an editor with unsaved typing keeps it."""

    def on_changed(self, changed: object) -> None: ...


@runtime_checkable
class HoldsTyping(Protocol):
    """A screen that saves what is typed before the window closes or locks."""

    def flush(self) -> None: ...


@runtime_checkable
class IsLeft(Protocol):
    """A screen that puts something away once the person goes to another one, or quits; a lock leaves nothing."""

    def left(self) -> None: ...


@runtime_checkable
class HasPanes(Protocol):
    """A screen whose panes F6 walks through."""

    def panes(self) -> Sequence[QWidget]: ...


@runtime_checkable
class HasActions(Protocol):
    """A screen with actions of its own for the menu and the command palette."""

    def screen_actions(self) -> Sequence[QAction]: ...


@dataclass(frozen=True, slots=True)
class Found:
    """A search result for the palette: a record and the screen that shows it."""

    screen: str
    record_id: object
    title: str
    code: str = ""
    note: str = ""
    icon: str = "ph.file"
    part: str = ""
    """The tab of the record that holds it, for a screen that `ShowsPart`."""
