"""The figures of a question in words: what stands beside a chart, and what is read aloud."""

from decimal import Decimal

from desktop.i18n import _
from desktop.services.form_library.summaries.records import AnswerKind, Count, QuestionSummary
from desktop.ui import formats


def answered_words(one: QuestionSummary) -> str:
    return _("{answered} of {asked} answered").format(
        answered=formats.number(one.answered), asked=formats.number(one.asked)
    )


def share_words(count: int, one: QuestionSummary) -> str:
    """How many, and which share of those that answered."""
    if not one.answered:
        return formats.number(count)
    return f"{formats.number(count)} · {formats.percent(count / one.answered)}"


def figures_words(one: QuestionSummary) -> str:
    """One line below the chart."""
    if not one.answered:
        return _("Nobody has answered this yet.")
    if one.numbers is not None:
        figures = one.numbers
        return _("Smallest {low} · median {middle} · largest {high} · mean {mean} · sum {total}").format(
            low=number(figures.minimum),
            middle=number(figures.median),
            high=number(figures.maximum),
            mean=number(figures.mean),
            total=number(figures.total),
        )
    if one.kind is AnswerKind.PLACES:
        return _("{count} positions").format(count=formats.number(len(one.points)))
    if one.kind is AnswerKind.FILES:
        return _("{count} files").format(count=formats.number(one.answered))
    if _is_ranked(one):
        placed = sorted((count for count in one.counts if count.place), key=lambda count: count.place or 0)
        said = ", ".join(f"{count.label} {number(count.place or Decimal(0))}" for count in placed)
        return _("Mean place, 1 is first: {answers}").format(answers=said)
    top = max(one.counts, key=lambda count: count.count, default=None)
    return _("Most often: {answer}").format(answer=count_words(top, one)) if top is not None else ""


def count_words(count: Count, one: QuestionSummary) -> str:
    return f"{count.label} ({share_words(count.count, one)})"


def spoken(one: QuestionSummary) -> str:
    """The whole chart as a sentence."""
    parts = [one.label, answered_words(one)]
    if one.numbers is not None or one.kind in (AnswerKind.PLACES, AnswerKind.FILES) or _is_ranked(one):
        parts.append(figures_words(one))
    else:
        parts += [count_words(count, one) for count in one.counts if count.count]
    return ". ".join(parts)


def _is_ranked(one: QuestionSummary) -> bool:
    return any(count.place is not None for count in one.counts)


def number(value: Decimal) -> str:
    """With two places at most."""
    return formats.number(round(value, 2).normalize() + 0 if value % 1 else value.to_integral_value())
