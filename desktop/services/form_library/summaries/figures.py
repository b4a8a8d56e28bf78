"""Gathers the answers of one question and sums them up by their kind."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal, InvalidOperation

from desktop.forms import AnswerWords, Definition, Place
from desktop.services.form_library.summaries.records import AnswerKind, Bin, Count, Numbers, QuestionSummary

MOST_TEXTS = 30
MOST_POINTS = 2_000
_BINS = 8
_SINGLE = 12
"""So many whole numbers side by side are counted one by one."""
_NUMBERS = frozenset({"integer", "int", "decimal"})
_SEVERAL = frozenset({"select", "rank"})


@dataclass(slots=True)
class Gathered:
    """The answers of a question, from whatever version of the form."""

    path: str
    sheet: str
    label: str
    kind: AnswerKind
    words: AnswerWords
    place: Place
    several: bool
    ordered: bool = False
    """Whether the choices of an answer stand in the order a person put them in."""
    places: dict[str, list[int]] = field(default_factory=dict)
    counter: Counter[str] = field(default_factory=Counter)
    numbers: list[Decimal] = field(default_factory=list)
    points: list[tuple[float, float]] = field(default_factory=list)
    answered: int = 0

    def add(self, text: str) -> None:
        """One answer as it stands in the submission."""
        self.answered += 1
        if self.kind is AnswerKind.CHOICES:
            self._add_choices(text.split() if self.several else [text])
        elif self.kind is AnswerKind.NUMBERS:
            number = number_of(text)
            if number is not None:
                self.numbers.append(number)
        elif self.kind is AnswerKind.DAYS:
            self.counter[text[:7]] += 1
        elif self.kind is AnswerKind.TEXTS:
            self.counter[" ".join(text.split())] += 1
        elif self.kind is AnswerKind.PLACES and len(self.points) < MOST_POINTS:
            self._add_point(text)

    def _add_choices(self, values: Sequence[str]) -> None:
        self.counter.update(values[:1] if self.ordered else values)
        for place, value in enumerate(values if self.ordered else (), 1):
            self.places.setdefault(value, []).append(place)

    def _add_point(self, text: str) -> None:
        parts = [number_of(one) for one in text.split()[:2]]
        if len(parts) == 2 and parts[0] is not None and parts[1] is not None:
            self.points.append((float(parts[0]), float(parts[1])))

    def summed_up(self, asked: int) -> QuestionSummary:
        counts, others = self._counts()
        return QuestionSummary(
            path=self.path,
            label=self.label,
            kind=self.kind,
            asked=asked,
            answered=self.answered,
            counts=counts,
            others=others,
            numbers=numbers_of(self.numbers) if self.numbers else None,
            points=tuple(self.points),
        )

    def _counts(self) -> tuple[tuple[Count, ...], int]:
        if self.kind is AnswerKind.CHOICES:
            labels = dict(reversed(self.words.offered(self.place)))
            order = list(dict.fromkeys([value for value, _label in self.words.offered(self.place)]))
            foreign = [value for value in {**self.counter, **self.places} if value not in labels]
            is_given = self.places if self.ordered else self.counter
            values = [*(one for one in order if one in is_given or len(order) <= 30), *sorted(foreign)]
            return tuple(
                Count(one, labels.get(one) or one, self.counter[one], self._mean_place(one)) for one in values
            ), 0
        if self.kind is AnswerKind.DAYS:
            return tuple(Count(one, one, self.counter[one]) for one in sorted(self.counter)), 0
        shown = sorted(self.counter.items(), key=lambda one: (-one[1], one[0]))[:MOST_TEXTS]
        listed = tuple(Count(text, text, count) for text, count in shown)
        return listed, self.counter.total() - sum(one.count for one in listed)

    def _mean_place(self, value: str) -> Decimal | None:
        places = self.places.get(value)
        return Decimal(sum(places)) / len(places) if places else None


def gather(definition: Definition, sheet: str, path: str, place: Place, words: AnswerWords) -> Gathered:
    """An empty gathering for a question; `path` is that below the form's root."""
    control = definition.controls.get(place)
    return Gathered(
        path=path,
        sheet=sheet,
        label=words.heading(place) or place.name,
        kind=_kind_of(place, words),
        words=words,
        place=place,
        several=control is not None and control.kind in _SEVERAL,
        ordered=control is not None and control.kind == "rank",
    )


def _kind_of(place: Place, words: AnswerWords) -> AnswerKind:
    kind = place.bind.type
    if words.knows(place):
        return AnswerKind.CHOICES
    if kind in _NUMBERS:
        return AnswerKind.NUMBERS
    return {
        "date": AnswerKind.DAYS,
        "dateTime": AnswerKind.DAYS,
        "geopoint": AnswerKind.PLACES,
        "binary": AnswerKind.FILES,
    }.get(kind, AnswerKind.TEXTS)


def number_of(text: str) -> Decimal | None:
    """None for what is no finite number."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal(10) ** 30 else None


def numbers_of(numbers: Sequence[Decimal]) -> Numbers:
    """Of at least one number."""
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    median = ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    total = sum(ordered, Decimal(0))
    return Numbers(
        minimum=ordered[0],
        median=median,
        mean=total / len(ordered),
        maximum=ordered[-1],
        total=total,
        bins=tuple(_bins(ordered)),
    )


def _bins(ordered: Sequence[Decimal]) -> list[Bin]:
    low, high = ordered[0], ordered[-1]
    whole = all(one == one.to_integral_value() for one in ordered)
    if low == high or (whole and high - low < _SINGLE):
        counted = Counter(ordered)
        values = [low + step for step in range(int(high - low) + 1)] if whole else [low]
        return [Bin(one, one, counted[one]) for one in values]
    width = _nice_width((high - low) / _BINS)
    first = (low / width).to_integral_value(ROUND_FLOOR)
    slots = Counter(int((one / width).to_integral_value(ROUND_FLOOR) - first) for one in ordered)
    return [Bin((first + at) * width, (first + at + 1) * width, slots[at]) for at in range(max(slots) + 1)]


def _nice_width(raw: Decimal) -> Decimal:
    """The next of 1, 2, 5, 10 times a power of ten."""
    power = Decimal(10) ** raw.adjusted()
    return next(step * power for step in (1, 2, 5, 10) if step * power >= raw)
