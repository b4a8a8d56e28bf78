"""Draws the forms tab: filled forms with what each lacks, and why one is not done."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.i18n import _, ngettext
from desktop.rules.submission_states import SETTLED
from desktop.rules.vocabulary import SubmissionState
from desktop.services.steps import Missing
from desktop.services.visits.records import SubmissionRow, VisitRecord
from desktop.services.visits.sections import FORMS_NOT_DONE
from desktop.ui import formats
from desktop.ui.field_values import put
from desktop.ui.item_models import RecordList, Row
from desktop.ui.screens.visits.desk import VisitDesk
from desktop.ui.screens.visits.forms.presenter import FormsPresenter
from desktop.ui.screens.visits.listed import ListedModel
from desktop.ui.screens.visits.strip import MissingStrips
from desktop.ui.theme import Mark, Tone
from desktop.ui.theme.marks import submission_mark
from desktop.ui.widgets import (
    EmptyState,
    MenuButton,
    NextStep,
    NoticeStrip,
    StateStack,
    TextArea,
    column,
    row,
    surface,
)


class FormsTab(QWidget):
    """A FormsScreen."""

    def __init__(self, desk: VisitDesk, strips: MissingStrips) -> None:
        super().__init__()
        self.setObjectName("forms_tab")
        self.bar = surface("bar")
        self.tools = row(gap=12, margins=(16, 8, 16, 8), on=self.bar)
        self.tools.addWidget(strips.make("forms_missing"), 1)
        self.fill = MenuButton(_("Fill in a form"), "fill_form")
        self.tools.addWidget(self.fill, 0, Qt.AlignmentFlag.AlignTrailing)
        self._model = ListedModel[SubmissionRow](lambda one: submission_row(one).spoken())
        self.list = RecordList(self._model, submission_row, "visit_forms", _("Forms"), edge=16)
        self.stack = StateStack(self.list)
        self.reason = TextArea(
            _("Why is a form not done?"),
            "forms_not_done",
            help_text=_("Asked for before reporting, while a form is not final."),
        )
        self._foot = surface("foot")
        column(self.reason, margins=(16, 12, 16, 12), on=self._foot)
        self.reopening = NoticeStrip("forms_reopening", Tone.INFO, "ph.info")
        self.reopening.hide()
        column(self.bar, self.reopening, self.stack, self._foot, gap=0, on=self)
        self._presenter = FormsPresenter(self, desk)
        self.list.opened.connect(lambda one: self._presenter.open(one.id))
        self.reason.edited.connect(self._presenter.reason_edited)
        desk.on_flush(self.reason.flush)
        self._presenter.begin()

    def is_seen(self) -> bool:
        return self.isVisible()

    def show_forms(self, visit: VisitRecord) -> None:
        self._model.set_rows(visit.submissions)
        is_open = any(one.state not in SETTLED for one in visit.submissions)
        put(self.reason, visit.narrative.get(FORMS_NOT_DONE, ""))
        self.reason.set_read_only(not visit.may_edit)
        self._foot.setVisible(is_open or bool(visit.narrative.get(FORMS_NOT_DONE)))
        still = visit.may_edit and any(one.state is SubmissionState.SUBMITTED for one in visit.submissions)
        words = _("Its forms are still finished: open one to reopen it and correct it.")
        self.reopening.show_parts([(_("The visit is open again."), words)] if still else [])
        forms = self._presenter.forms()
        self.fill.setVisible(visit.may_edit and bool(forms))
        self.fill.set_choices([(title, partial(self._presenter.fill, form)) for form, title in forms])
        if visit.submissions:
            self.stack.show_content()
        else:
            self._show_empty(forms if visit.may_edit else [])

    def _show_empty(self, forms: Sequence[tuple[UUID, str]]) -> None:
        steps = [
            NextStep(_("Fill in {title}").format(title=title), partial(self._presenter.fill, form))
            for form, title in forms[:2]
        ]
        if not steps:
            steps = [NextStep(_("Open the library"), self._presenter.to_library, "ph.books")]
        self.stack.show_state(
            EmptyState(
                "ph.clipboard-text",
                _("No form filled in yet"),
                _("Forms live in the Library; a filled form stands here with what it lacks."),
                steps,
                object_name="no_forms",
            )
        )

    def point_at(self, missing: Missing) -> None:
        rows = [str(one.id) for one in self._model.records]
        if str(missing.record_id) in rows:
            self.list.setCurrentIndex(self._model.index(rows.index(str(missing.record_id))))
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)


def submission_row(one: SubmissionRow) -> Row:
    lacks = ngettext("{count} answer missing", "{count} answers missing", one.missing)
    note = Mark(Tone.OFF_TRACK, lacks.format(count=one.missing), "ph.asterisk") if one.missing else ""
    at = one.at.astimezone()
    when = f"{formats.day(at.date())}, {formats.time_of(at)}"  # several of one form on one day are told apart
    named = [one.instance_name] if one.instance_name else []
    return Row(
        title=one.shown_title,
        chip=submission_mark(one.state),
        meta=(formats.dotted([*named, when]),),
        note=note,
    )
