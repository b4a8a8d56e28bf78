"""Who had seen what, by the simulator's own reckoning: from what the server keeps, with none of the merge's code."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tools.simulate.office import Office

_WORD = re.compile(r"w\d{4,}w")
TAKEN = ("applied", "merged", "conflict")


@dataclass(frozen=True, slots=True)
class Said:
    """One operation that reached the server."""

    scope: str
    table: str
    record: str
    dot: str
    atom: str
    base: tuple[str, ...]
    value: dict[str, Any]
    seq: int | None
    is_taken: bool

    @property
    def words(self) -> set[str]:
        return {word for value in self.value.values() for word in _WORD.findall(str(value)[:80])}


class Reckoning:
    """All that was said, by record and by word."""

    def __init__(self, office: Office) -> None:
        self.records: dict[str, dict[str, Said]] = {}
        for outcome, seq, transaction in office.transactions():
            for position, op in enumerate(transaction.operations):
                said = Said(
                    *(transaction.scope, op.table, op.record, transaction.dot(position), op.atom, op.base),
                    op.value,
                    None if seq is None else seq + position,
                    outcome in TAKEN,
                )
                self.records.setdefault(op.record, {})[said.dot] = said
        self._seen: dict[tuple[str, str], frozenset[str]] = {}

    @cached_property
    def by_word(self) -> dict[str, list[Said]]:
        found: dict[str, list[Said]] = {}
        for said in self.all():
            for word in said.words:
                found.setdefault(word, []).append(said)
        return found

    def all(self) -> list[Said]:
        return [said for record in self.records.values() for said in record.values()]

    def seen_by(self, said: Said) -> frozenset[str]:
        """The dots of its record that its author had seen, by what it is based on."""
        key = (said.record, said.dot)
        if key not in self._seen:
            record, found, todo = self.records[said.record], set[str](), list(said.base)
            while todo:
                dot = todo.pop()
                if dot not in found and dot in record:
                    found.add(dot)
                    todo += record[dot].base
            self._seen[key] = frozenset(found)
        return self._seen[key]

    def first_with(self, word: str, atom: str) -> list[Said]:
        """Where the word was said first: decisions and undoing say a word again, having seen it."""
        all_ = [said for said in self.by_word.get(word, ()) if said.atom == atom]
        dots = {said.dot for said in all_}
        return [said for said in all_ if not dots & self.seen_by(said)]

    def is_seen(self, dot: str, by: Said) -> bool:
        """Whether an author had seen an operation, or another one that says the very same."""
        record, seen = self.records[by.record], self.seen_by(by)
        if dot in seen or dot not in record:
            return True
        wanted = record[dot]
        return any(record[one].atom == wanted.atom and record[one].value == wanted.value for one in seen)
