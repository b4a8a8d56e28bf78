"""What undo and redo did, in a sentence that is true."""

from desktop.i18n import _, ngettext
from desktop.services.history.records import TakenBack


def told_undone(taken: TakenBack) -> str:
    """For undo, which may have found nothing to write."""
    if taken.written:
        return _with_left(_taken(taken.action), taken.left)
    if taken.left:
        return _with_left(_("Nothing was taken back."), taken.left)
    if taken.action == "conflicts.decide":
        return _(
            "Nothing was taken back: the decision has been sent and kept what was shown. Change the field itself."
        )
    return _("There was nothing left to take back: it is as it was before.")


def _taken(action: str) -> str:
    """What was taken back, where the key is pressed far from where it is seen: in a form of many pages."""
    return {
        "forms.fill": _("Taken back: an answer of a form."),
        "forms.media": _("Taken back: a file in a form."),
        "forms.delete": _("Taken back: the form is here again."),
    }.get(action, _("Taken back."))


def told_redone(taken: TakenBack) -> str:
    """For redo."""
    if taken.written:
        return _with_left(_("Done again."), taken.left)
    if taken.left:
        return _with_left(_("Nothing was done again."), taken.left)
    return _("There was nothing left to do again: it is as it was then.")


def _with_left(sentence: str, left: int) -> str:
    if not left:
        return sentence
    return ngettext(
        "{sentence} {count} field was changed by someone else since and stays as it is.",
        "{sentence} {count} fields were changed by someone else since and stay as they are.",
        left,
    ).format(sentence=sentence, count=left)
