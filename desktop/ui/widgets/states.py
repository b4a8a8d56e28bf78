"""What stands where a list or a record would be: nothing yet, waiting, an error, no permission."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QStackedWidget, QWidget

from desktop.errors import UserError
from desktop.i18n import _, ngettext
from desktop.ui.theme.painting import Bar
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets.buttons import Button, Kind
from desktop.ui.widgets.layouts import FlowLayout, column, row
from desktop.ui.widgets.marks import IconLabel, ProgressLine
from desktop.ui.widgets.naming import label


@dataclass(frozen=True, slots=True)
class NextStep:
    """A button: what it will do, in a verb."""

    verb: str
    act: Callable[[], None]
    icon: str = ""
    kind: Kind = "secondary"


class EmptyState(QFrame):
    """Icon, what it is, one sentence, at most two next steps."""

    def __init__(
        self,
        icon: str,
        title: str,
        sentence: str = "",
        steps: Sequence[NextStep] = (),
        *,
        is_error: bool = False,
        object_name: str = "empty",
    ) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setProperty("surface", "panel")
        self.setAccessibleName(title)
        self._sentence = label(sentence, "secondary", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        heading = label(title, "title", wrap=True)
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.body = column(gap=8, margins=(24, 24, 24, 24), on=self)
        self.body.addStretch(1)
        role = "off_track" if is_error else "secondary"
        self.body.addWidget(IconLabel(icon, role, "empty"), 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addWidget(heading)
        self._add_centred(self._sentence)
        self._sentence.setVisible(bool(sentence))
        self.extra = column(gap=8)
        self.body.addLayout(self.extra)
        self._add_steps(steps)
        self.body.addStretch(1)

    def _add_centred(self, widget: QWidget) -> None:
        widget.setMaximumWidth(theme().px(340))
        widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.body.addLayout(row(widget))

    def _add_steps(self, steps: Sequence[NextStep]) -> None:
        if not steps:
            return
        buttons = [
            Button(
                step.verb,
                f"{self.objectName()}_step_{at + 1}",
                kind=step.kind,
                icon=step.icon,
                press=step.act,
            )
            for at, step in enumerate(steps)
        ]
        self.body.addSpacing(theme().px(4))
        self.body.addWidget(_centred_buttons(buttons))

    def set_sentence(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))


def _centred_buttons(buttons: Sequence[QWidget]) -> QWidget:
    """In a holder of their own: a flow nested straight into another layout can end the process."""
    holder = QWidget()
    flow = _CentredFlow(holder, gap=8)
    for button in buttons:
        flow.addWidget(button)
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder


class _CentredFlow(FlowLayout):
    """Each line of buttons stands in the middle."""

    def setGeometry(self, rect: object) -> None:
        from PySide6.QtCore import QRect

        whole = QRect(rect)  # type: ignore[call-overload]
        wide = min(self.sizeHint().width(), whole.width())
        if wide < self.sizeHint().width():
            wide = max(
                (item.sizeHint().width() for at in range(self.count()) if (item := self.itemAt(at))),
                default=0,
            )
        inner = QRect(0, 0, wide, whole.height())
        inner.moveCenter(whole.center())
        inner.moveTop(whole.top())
        super().setGeometry(inner)


class ProgressPanel(EmptyState):
    """Long work: what, how much, how long, and Cancel."""

    def __init__(self, icon: str, title: str, cancel: Callable[[], None] | None = None) -> None:
        steps = (NextStep(_("Cancel"), cancel, "ph.x"),) if cancel else ()
        super().__init__(icon, title, _("You can go on working."), steps, object_name="progress")
        self.line = ProgressLine(Bar(0.0), width=220)
        self.line.setMaximumWidth(theme().px(220))
        self.extra.addLayout(row(self.line))
        self._clock = _Pace()

    def show_progress(self, done: int, total: int, what: str = "") -> None:
        """To be given to `Jobs.start(progress=...)`."""
        share = done / total if total else 0.0
        self.line.set_bar(Bar(share))
        parts = [what, _("{done} of {total}").format(done=done, total=total), self._clock.left(done, total)]
        self.set_sentence(", ".join(part for part in parts if part))


class _Pace:
    """Guesses what is left from the pace so far."""

    def __init__(self) -> None:
        from PySide6.QtCore import QElapsedTimer

        self._timer = QElapsedTimer()
        self._timer.start()

    def left(self, done: int, total: int) -> str:
        elapsed = self._timer.elapsed()
        if not 0 < done < total or elapsed < 1000:
            return ""
        seconds = max(round(elapsed / done * (total - done) / 1000), 1)
        if seconds < 90:
            return ngettext("about {n} second left", "about {n} seconds left", seconds).format(n=seconds)
        minutes = round(seconds / 60)
        return ngettext("about {n} minute left", "about {n} minutes left", minutes).format(n=minutes)


def problem_state(problem: UserError, steps: Sequence[NextStep] = ()) -> EmptyState:
    """An error where content would be: what happened, what to do, Copy details."""
    state = EmptyState(
        "ph.warning-circle", problem.what(), problem.what_now(), steps, is_error=True, object_name="problem"
    )
    state.extra.addWidget(_centred_buttons([copy_details_button(problem)]))
    return state


def copy_details_button(problem: UserError) -> Button:
    """Puts the details of a problem on the clipboard, for a mail to the office."""
    button = Button(_("Copy details"), "copy_details", kind="link", icon="ph.copy", small=True)

    def copy() -> None:
        QApplication.clipboard().setText(details_of(problem))
        button.setText(_("Copied"))

    button.clicked.connect(copy)
    return button


def details_of(problem: UserError) -> str:
    """The problem in words and the kind of it; no traceback, no data of the store."""
    cause = problem.__cause__ or next((arg for arg in problem.args if isinstance(arg, Exception)), None)
    lines = [problem.sentence(), type(problem).__name__]
    if cause is not None:
        lines.append(type(cause).__name__)
    return "\n".join(lines)


class StateStack(QStackedWidget):
    """Shows the content, or the state that stands in its place.

    `show_loading` waits 300 ms before it shows anything, so that quick answers do not flicker.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.content = content
        self.addWidget(content)
        self._waiting: QWidget | None = None
        self._timer = QTimer(self, singleShot=True, interval=theme().motion("progress_after_ms"))
        self._timer.timeout.connect(self._show_waiting)

    def show_content(self) -> None:
        self._drop_waiting()
        self.setCurrentWidget(self.content)
        self._clear()

    def show_state(self, state: QWidget) -> None:
        """An `EmptyState`, such as nothing yet, no match, no permission."""
        self._drop_waiting()
        self._clear()
        self.addWidget(state)
        self.setCurrentWidget(state)

    def show_problem(self, problem: UserError, steps: Sequence[NextStep] = ()) -> None:
        self.show_state(problem_state(problem, steps))

    def show_loading(self, panel: QWidget) -> None:
        self._drop_waiting()
        self._waiting = panel
        self._timer.start()

    def _show_waiting(self) -> None:
        if self._waiting is not None:
            panel, self._waiting = self._waiting, None
            self._clear()
            self.addWidget(panel)
            self.setCurrentWidget(panel)

    def _drop_waiting(self) -> None:
        self._timer.stop()
        if self._waiting is not None:
            self._waiting.deleteLater()
            self._waiting = None

    def _clear(self) -> None:
        for at in reversed(range(self.count())):
            widget = self.widget(at)
            if widget is not None and widget is not self.content:
                self.removeWidget(widget)
                widget.deleteLater()
