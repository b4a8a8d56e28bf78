"""How a remark beside an answer reads. Knows no Qt."""

from desktop.i18n import _
from desktop.rules.vocabulary import AnswerMark
from desktop.services.form_library.records import AnswerRemark


def mark_word(mark: str) -> str:
    """As it stands alone; nothing where there is no mark."""
    words: dict[str, str] = {
        AnswerMark.DONT_KNOW: _("Don't know"),
        AnswerMark.NOT_APPLICABLE: _("Not applicable"),
        AnswerMark.REFUSED: _("Refused"),
    }
    return words.get(mark, "")


def short_mark(mark: str) -> str:
    """As it stands in the cell of a table."""
    words: dict[str, str] = {
        AnswerMark.DONT_KNOW: _("don't know"),
        AnswerMark.NOT_APPLICABLE: _("n/a"),
        AnswerMark.REFUSED: _("refused"),
    }
    return words.get(mark, "")


def remark_words(remark: AnswerRemark) -> str:
    """Don't know: The director is away."""
    word = mark_word(remark.mark)
    if word and remark.comment:
        return _("{reason}: {comment}").format(reason=word, comment=remark.comment)
    return word or remark.comment
