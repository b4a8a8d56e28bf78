"""Every answer of the form in one list before it is finished: what is wrong, what is left out, what is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.i18n import _
from desktop.services.form_library.filling import OpenForm
from desktop.services.form_library.records import Choice, Progress, QuestionView, SectionView, with_entry
from desktop.ui import formats
from desktop.ui.screens.form.pages import Page, ShownQuestion, stops
from desktop.ui.screens.form.reading import show_as, wrong_words
from desktop.ui.screens.form.remark_words import remark_words


class Standing(StrEnum):
    """How an answer stands; `TO_DO` stops finishing."""

    TO_DO = "to_do"
    EMPTY = "empty"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """A question with its answer in words; `message` is what is wrong with it."""

    path: str
    number: str
    section: str
    label: str
    answer: str
    standing: Standing
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    lines: tuple[ReviewLine, ...]
    progress: Progress

    def counted(self, standing: Standing) -> int:
        return sum(line.standing is standing for line in self.lines)


def review_of(opened: OpenForm) -> Review:
    """Every question that is asked now, in the order of the form, and what else stands in the way of finishing."""
    lines: list[ReviewLine] = []
    for number, section in enumerate(opened.sections(), 1):
        if section.relevant:
            lines += _lines(opened, number, section)
    return Review(lines=tuple(lines), progress=opened.progress())


def _lines(opened: OpenForm, number: int, section: SectionView) -> list[ReviewLine]:
    items = opened.items(section)
    page = Page(number, items, {}, mark_missing=False, required="")
    numbers = {one.view.path: one.number for one in page.shown() if isinstance(one, ShownQuestion)}
    return [
        ReviewLine(
            path=item.path,
            number=numbers.get(item.path, ""),
            section=f"{number} {section.title}",
            label=with_entry(item.label, item.path),
            answer=formats.dotted((answer_words(item), remark_words(item.remark))),
            standing=_standing(item),
            message=wrong_words(item)
            if item.messages
            else _("This question needs an answer.")
            if item.missing
            else "",
        )
        for item in items
        if isinstance(item, QuestionView) and item.relevant and (_asks(item) or stops(item))
    ]


def _asks(item: QuestionView) -> bool:
    """Notes, and what is only shown, ask nothing."""
    return item.type != "note" and not item.readonly


def _standing(item: QuestionView) -> Standing:
    if stops(item):
        return Standing.TO_DO
    return Standing.ANSWERED if item.value or item.remark.mark else Standing.EMPTY


def answer_words(item: QuestionView) -> str:
    """The answer as people read it."""
    if item.type in ("select_multiple", "rank"):
        return ", ".join(_label_of(one, item.choices) for one in item.value.split())
    if item.type == "select_one":
        return _label_of(item.value, item.choices) if item.value else ""
    if item.type == "acknowledge":
        return _("Read and understood") if item.value else ""
    if item.type == "text" and "masked" in item.appearance:
        return "•" * len(item.value)
    return show_as(item.type, item.value)


def _label_of(value: str, choices: Sequence[Choice]) -> str:
    return next((one.label for one in choices if one.value == value), value)
