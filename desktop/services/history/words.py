"""What undo and redo did, in a sentence that is true."""

from desktop.i18n import _, ngettext
from desktop.services.history.records import TakenBack


def told_undone(taken: TakenBack) -> str:
    """For undo, which may have found nothing to write."""
    if taken.written:
        return _with_left(_("Taken back."), taken.left)
    if taken.left:
        return _with_left(_("Nothing was taken back."), taken.left)
    if taken.action == "conflicts.decide":
        return _(
            "Nothing was taken back: the decision has been sent and kept what was shown. Change the field itself."
        )
    return _("There was nothing left to take back: it is as it was before.")


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
