"""Takes answers given elsewhere over into an open form: only where nothing is answered, and only what is offered."""

from collections.abc import Callable, Mapping

from desktop.errors import BadInput, NotFound, Refused
from desktop.forms import Filling, QuestionView


def take_over(filling: Filling, answers: Mapping[str, str], note: Callable[[], None]) -> int:
    """How many answers were taken; `note` is told after each step. Lengths of lists come before what is in them."""
    copied, waiting, left = 0, list(answers), len(answers) + 1
    while waiting and len(waiting) < left:  # what a list offers may follow from an answer copied after it
        left, tried = len(waiting), sorted(waiting, key=lambda path: not filling.is_list(path))
        waiting = []
        for path in tried:
            done = _take(filling, path, answers[path], note)
            note()
            copied += bool(done)
            waiting += [] if done is not None else [path]
    return copied


def _take(filling: Filling, path: str, text: str, note: Callable[[], None]) -> bool | None:
    """True once copied, False where it cannot be, None where it is not offered so far."""
    try:
        if filling.is_list(path):
            while int(filling.answers([path]).get(path, "0")) < int(text):
                filling.add(path)
                note()
            return False
        question = filling.question(path)
        if question.value or question.readonly:
            return False
        if not _is_offered(question, text):
            return None
        filling.set(path, text)
    except (BadInput, NotFound, Refused):
        return False  # asked no more, worked out, or a list whose length follows from other answers
    return True


def _is_offered(question: QuestionView, text: str) -> bool:
    """Whether everything that was chosen can still be chosen."""
    if question.type not in ("select_one", "select_multiple", "rank"):
        return True
    given = [text] if question.type == "select_one" else text.split()
    offered = {choice.value for choice in question.choices}
    return all(one in offered for one in given)
