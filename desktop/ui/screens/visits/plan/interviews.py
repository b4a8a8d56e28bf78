"""Interviews, focus groups, observations and documents of a visit: the form that adds one, and its line."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.errors import BadInput
from desktop.i18n import _
from desktop.rules.vocabulary import InterviewMethod
from desktop.services.visits.records import InterviewRecord, SiteRecord
from desktop.ui import formats
from desktop.ui.widgets import ChoiceField, FormDialog, TextArea, TextField


class InterviewDialog(FormDialog):
    """How it was held, with whom (no names), and what was said."""

    def __init__(
        self, parent: QWidget, sites: Sequence[SiteRecord], add: Callable[[dict[str, Any]], None]
    ) -> None:
        super().__init__(
            parent,
            _("Interview"),
            _("Add interview"),
            self._submit,
            object_name="interview_dialog",
            sentence=_("No names: say which group or office spoke."),
            width=560,
        )
        self._add_interview = add
        self.method = ChoiceField(_("How"), "interview_method", _methods())
        self.method.set_value(InterviewMethod.KII)
        self.source = TextField(_("With whom"), "interview_source", placeholder=_("Trainers of the centre"))
        self.spoken = TextField(_("Language spoken"), "interview_spoken")
        self.site = ChoiceField(
            _("Place"), "interview_site", [(one.id, one.name) for one in sites], empty=_("Not said")
        )
        self.notes = TextArea(_("What was said or seen"), "interview_notes")
        self.add(self.method, self.source, self.spoken, self.site, self.notes)

    def _submit(self) -> None:
        given = {
            "method": self.method.value(),
            "source": self.source.value(),
            "spoken": self.spoken.value(),
            "site_id": self.site.value(),
            "notes": self.notes.value(),
        }
        if not (given["source"] or given["notes"]):
            raise BadInput(_("Nothing is said about this interview."), _("Say with whom, or what was said."))
        self._add_interview(given)


def interview_words(one: InterviewRecord) -> str:
    method = dict(_methods()).get(InterviewMethod(one.method)) if one.method else None
    notes = " ".join((one.notes or "").split())
    parts = [method or _("Interview"), one.source or "", notes[:120] + ("…" if len(notes) > 120 else "")]
    return formats.dotted(parts)


def _methods() -> list[tuple[InterviewMethod, str]]:
    return [
        (InterviewMethod.KII, _("Key informant interview")),
        (InterviewMethod.FGD, _("Focus group")),
        (InterviewMethod.OBS, _("Observation")),
        (InterviewMethod.DOC, _("Documents")),
    ]
