"""A cell of a table as the answer of its question: labels become names, numbers and days their plain form."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from desktop.exchange.cells import amount_of, day_of
from desktop.exchange.remarks import Remark
from desktop.forms import AnswerWords, Definition, Place, fits, fits_question, without_positions

_SEVERAL = frozenset({"select", "rank"})
_LONGEST_LABEL = 60
"""Words of a label that are tried together."""
_NUMBERS = frozenset({"integer", "int", "decimal"})


def folded(text: str) -> str:
    """A label without case and odd blanks."""
    return " ".join(text.split()).casefold()


@dataclass(slots=True)
class Offered:
    """What a question offers: its values in order, and which of them bear a label."""

    values: list[str] = field(default_factory=list)
    by_label: dict[str, set[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Remarks:
    """What was said of one row."""

    repairs: list[Remark] = field(default_factory=list)
    doubts: list[Remark] = field(default_factory=list)


class CellReader:
    """Reads for one version of a form. What does not fit stays as it is written, and is said."""

    def __init__(self, definition: Definition, words: Sequence[AnswerWords]) -> None:
        self._definition, self._words = definition, words
        self._offered: dict[Place, Offered] = {}

    def offered(self, place: Place) -> Offered:
        found = self._offered.get(place)
        if found is None:
            found = self._offered[place] = Offered()
            for words in self._words:
                for value, label in words.offered(place):
                    if value not in found.by_label.get("", ()):
                        found.by_label.setdefault("", set()).add(value)
                        found.values.append(value)
                    if label.strip():
                        found.by_label.setdefault(folded(label), set()).add(value)
            found.by_label.pop("", None)
        return found

    def read(self, place: Place, text: str, title: str, said: Remarks) -> str:
        """The answer; `title` names the column."""
        control = self._definition.controls.get(place)
        if control is not None and self.offered(place).values:
            return self._chosen(place, text, title, said, several=control.kind in _SEVERAL)
        plain = text.strip()
        kind = place.bind.type
        if kind in _NUMBERS:
            plain = self._number(plain, kind, title, said)
        elif kind == "date":
            return self._day(plain, title, said)
        is_said = kind in _NUMBERS and not fits(plain, kind)
        if plain and not is_said and not fits_question(plain, place):
            said.doubts.append(Remark(code="bad_answer", column=title, before=plain))
        return plain if kind not in ("string", "") else text

    def judge(self, answers: Mapping[str, str]) -> tuple[Remark, ...]:
        """What of answers by path is none to its question: they stay as they are, and are said."""
        found = []
        for path, text in answers.items():
            place = self._definition.place_at(without_positions(path))
            if place is None or not place.is_leaf or not text.strip():
                continue
            control = self._definition.controls.get(place)
            values = set(self.offered(place).values) if control is not None else set()
            several = control is not None and control.kind in _SEVERAL
            strange = [one for one in (text.split() if several else [text.strip()]) if one not in values]
            if values and strange:
                found.append(Remark(code="unknown_choice", column=place.name, before=strange[0]))
            elif not values and not fits_question(text.strip(), place):
                found.append(Remark(code="bad_answer", column=place.name, before=text.strip()[:80]))
        return tuple(found)

    def _number(self, text: str, kind: str, title: str, said: Remarks) -> str:
        if fits(text, kind):
            return text
        number, code = amount_of(text)
        if number is not None:
            plain = format(number, "f")
            if "." in plain:
                plain = plain.rstrip("0").rstrip(".")
            if fits(plain, kind):
                said.repairs.append(
                    Remark(code=code or "amount_form", column=title, before=text, after=plain)
                )
                return plain
            code = "bad_answer"
        said.doubts.append(Remark(code=code or "bad_answer", column=title, before=text))
        return text

    def _day(self, text: str, title: str, said: Remarks) -> str:
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            found, code = day_of(text)
        if found is None:
            said.doubts.append(Remark(code=code, column=title, before=text))
            return text
        said.repairs.append(
            Remark(code=code or "date_form", column=title, before=text, after=found.isoformat())
        )
        return found.isoformat()

    def _chosen(self, place: Place, text: str, title: str, said: Remarks, *, several: bool) -> str:
        offered = self.offered(place)
        values = set(offered.values)
        plain = text.strip()
        if several and all(one in values for one in plain.split()):
            return " ".join(plain.split())
        found: list[str] = []
        for part in self._parts(plain, offered) if several else [plain]:
            if part in values:
                found.append(part)
                continue
            bearing = offered.by_label.get(folded(part), set())
            if len(bearing) != 1:
                code = "unclear_choice" if bearing else "unknown_choice"
                said.doubts.append(Remark(code=code, column=title, before=part))
                return plain
            found += bearing
        return " ".join(dict.fromkeys(found))

    def _parts(self, text: str, offered: Offered) -> Iterator[str]:
        """Labels stand between `;`, commas or lines, or - as Kobo has it - between mere blanks."""
        for sign in (";", "\n", ",", None):
            parts = [part.strip() for part in text.split(sign) if part.strip()]
            found = list(self._side_by_side(parts, sign, offered))
            if all(self._is_known(part, offered) for part in found):
                break
        yield from found

    @staticmethod
    def _is_known(part: str, offered: Offered) -> bool:
        return folded(part) in offered.by_label or part in offered.values

    def _side_by_side(self, parts: list[str], sign: str | None, offered: Offered) -> Iterator[str]:
        """The longest label that fits, again and again: a label may hold the sign that stands between labels."""
        between = " " if sign is None else "\n" if sign == "\n" else f"{sign} "
        at = 0
        while at < len(parts):
            for end in range(min(len(parts), at + _LONGEST_LABEL), at, -1):
                if self._is_known(between.join(parts[at:end]), offered):
                    break
            else:
                yield between.join(parts[at:])
                return
            yield between.join(parts[at:end])
            at = end
