"""Draws one action point: head, fields, what was done, comments."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.rules.vocabulary import Priority
from desktop.services.actions.records import ActionRecord, CommentRecord
from desktop.ui import formats
from desktop.ui.field_values import put
from desktop.ui.parallel_notice import ParallelNotice
from desktop.ui.screens.actions.record.desk import ActionDesk
from desktop.ui.screens.actions.record.presenter import ActionPresenter
from desktop.ui.screens.actions.words import due_words
from desktop.ui.theme import Mark, Tone, action_mark
from desktop.ui.widgets import (
    Button,
    Card,
    ChoiceField,
    DateField,
    Field,
    FormDialog,
    NoticeStrip,
    RecordHeader,
    ScrollPage,
    TextArea,
    TextField,
    clear_layout,
    column,
    label,
    row,
)


class ActionView(QWidget):
    """An ActionScreen."""

    def __init__(self, desk: ActionDesk) -> None:
        super().__init__()
        self._presenter = ActionPresenter(self, desk)
        self.header = RecordHeader("action")
        self.strip = NoticeStrip("action_missing")
        self.parallel = ParallelNotice(desk.shell, "action_parallel")
        self.page = ScrollPage("action_page")
        self.fields: dict[str, Field] = {
            "title": TextField(_("What is to be done"), "action_title", required=True),
            "owner": TextField(_("Who"), "action_owner", placeholder=_("A colleague, or anyone by name")),
            "due": DateField(_("Due"), "action_due"),
            "priority": ChoiceField(
                _("Priority"),
                "action_priority",
                [(Priority.NORMAL, _("Normal")), (Priority.HIGH, _("High"))],
                help_text=_("High: completing it needs evidence."),
            ),
            "details": TextArea(_("Details"), "action_details", lines=3),
            "done": TextArea(_("What was done"), "action_done", lines=2),
            "evidence": ChoiceField(_("Evidence"), "action_evidence", empty=_("None chosen")),
        }
        self.comment = TextArea(_("Add a comment"), "action_comment", lines=2)
        self._lay_out()
        self._connect()
        desk.on_flush(self.flush)
        self._presenter.begin()

    def _lay_out(self) -> None:
        self.visit_link = Button("", "action_visit", kind="link", icon="ph.map-pin", small=True)
        what = Card(_("Agreed"))
        due = QWidget()
        row(self.fields["due"], self.fields["priority"], None, gap=16, on=due)
        what.add(self.fields["title"], self.fields["owner"], due, self.fields["details"], self.visit_link)
        done = Card(_("Done"))
        self._checked = label("", "small", wrap=True)
        done.add(self.fields["done"], self.fields["evidence"], self._checked)
        talk = Card(_("Comments"))
        self._comments = column(gap=8)
        talk.body.addLayout(self._comments)
        self.send = Button(_("Add comment"), "action_add_comment", compact=True, press=self._send)
        talk.add(self.comment)
        talk.body.addLayout(row(None, self.send))
        self.page.add(self.strip, self.parallel, what, done, talk)
        self.page.body.addStretch(1)
        column(self.header, self.page, gap=0, on=self)

    def _connect(self) -> None:
        for name, field in self.fields.items():
            field.edited.connect(partial(self._presenter.edited, name))
        self.header.primary.clicked.connect(lambda _on=False: self._presenter.step_taken())
        self.visit_link.clicked.connect(lambda _on=False: self._presenter.open_visit())

    def show_action(
        self,
        action: ActionRecord,
        primary: str,
        others: Sequence[tuple[str, str]],
        evidence: Sequence[tuple[UUID, str]],
        missing: str,
    ) -> None:
        found = action.row
        chips = [action_mark(found.state)]
        if found.is_overdue:
            chips.insert(0, Mark(Tone.OFF_TRACK, _("Overdue"), "ph.alarm"))
        facts = (found.project_title, found.owner or _("Nobody yet"), due_words(found))
        self.header.show_record(found.code, facts, found.title, chips)
        self.header.show_primary(primary)
        self.header.set_more(self._further(others, may_edit=action.may_edit))
        self.parallel.tell_of(found.id)
        lead = _("Before it is completed:")
        self.strip.show_parts([(lead, f"{missing}.")] if missing else [])
        self._show_fields(action, evidence)
        self.visit_link.setText(_("Visit {code}").format(code=found.visit_code) if found.visit_code else "")
        self.visit_link.setVisible(found.visit_id is not None)
        self._checked.setText(_checked_words(action))
        self._checked.setVisible(bool(self._checked.text()))
        self._show_comments(action.comments)

    def _show_fields(self, action: ActionRecord, evidence: Sequence[tuple[UUID, str]]) -> None:
        choice = self.fields["evidence"]
        if isinstance(choice, ChoiceField):
            choice.set_options(evidence)
        choice.setVisible(bool(evidence) or action.evidence_id is not None)
        values = {
            "title": action.row.title,
            "owner": action.row.owner,
            "due": action.row.due,
            "priority": action.row.priority,
            "details": action.details,
            "done": action.done,
            "evidence": action.evidence_id,
        }
        for name, value in values.items():
            put(self.fields[name], value)
            self.fields[name].set_read_only(not action.may_edit)

    def _further(self, others: Sequence[tuple[str, str]], *, may_edit: bool) -> list[QAction]:
        actions = []
        for target, verb in others:
            act = QAction(verb, self.header)
            act.setObjectName(f"action_step_{target}")
            act.triggered.connect(lambda _on=False, target=target: self._presenter.step_taken(target))
            actions.append(act)
        if may_edit:
            gone = QAction(_("Delete the action point"), self.header)
            gone.setObjectName("action_delete")
            gone.triggered.connect(lambda _on=False: self._presenter.delete())
            actions.append(gone)
        return actions

    def _show_comments(self, comments: Sequence[CommentRecord]) -> None:
        clear_layout(self._comments)
        for one in comments:
            local = one.at.astimezone()
            when = f"{formats.day(local.date())} {formats.time_of(local)}"
            self._comments.addWidget(label(f"{one.author} · {when}", "small"))
            self._comments.addWidget(label(one.text, wrap=True, selectable=True))

    def show_error(self, field: str, sentence: str) -> None:
        self.fields[field].show_error(sentence)

    def point_at(self, field: str) -> None:
        target = self.fields[field]
        self.page.ensureWidgetVisible(target)
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def ask_reason(self, verb: str, then: Callable[[str], None]) -> None:
        reason = TextArea(_("Why?"), "action_reason", required=True, lines=3)
        dialog = FormDialog(
            self, verb, verb, lambda: then(reason.value()), object_name="action_reason_dialog"
        )
        dialog.add(reason)
        dialog.open()
        reason.setFocus()

    def clear_comment(self) -> None:
        self.comment.area.clear()
        self.comment.flush()

    def _send(self) -> None:
        self._presenter.commented(self.comment.value())

    def flush(self) -> None:
        for field in self.fields.values():
            field.flush()


def _checked_words(action: ActionRecord) -> str:
    parts = []
    if action.completed_by:
        parts.append(_("Completed by {name}").format(name=action.completed_by))
    if action.state_reason:
        parts.append(action.state_reason)
    return formats.dotted(parts)
