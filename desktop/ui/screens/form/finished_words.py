"""What stands above a form that is finished, handed in, reopened or sent back. Knows no Qt."""

from desktop.i18n import _
from desktop.rules.vocabulary import SubmissionState
from desktop.ui.screens.form.pages import Heading


def finished_words(heading: Heading) -> tuple[list[tuple[str, str]], str]:
    """Lead and rest of the sentence, and the words of the link, empty where nothing is to be done here."""
    reopen = _("Reopen") if heading.may_reopen else ""
    if heading.state is SubmissionState.FINALISED:
        return [(_("Finished."), _("Its answers stand still."))], reopen
    if heading.state is SubmissionState.SUBMITTED and heading.may_reopen:
        words = _("Its forms are still finished: reopen this one to correct it.")
        return [(_("The visit is open again."), words)], reopen
    if heading.state is SubmissionState.SUBMITTED:
        words = _("It can be reopened once the visit is returned.")
        return [(_("Handed in with its visit."), words)], ""
    if heading.state is SubmissionState.APPROVED:
        return [(_("Approved."), _("Its answers stand still."))], ""
    return [], ""


def returned_words(heading: Heading) -> list[tuple[str, str]]:
    """Why a form is open again."""
    if not heading.state_reason:
        return []
    if heading.state is SubmissionState.DRAFT:
        return [(_("Reopened:"), heading.state_reason)]
    is_back = heading.state in (SubmissionState.HAS_ISSUES, SubmissionState.EDITED)
    return [(_("Sent back:"), heading.state_reason)] if is_back else []
