"""How much of an answer is one writing: short ones leave the store to a person who types beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from sync.client.apply import Loaded
from sync.messages.wire import Page, Sequenced


@dataclass(frozen=True, slots=True)
class Bound:
    """`operations` of one writing, about; None is all of an answer. A transaction is never cut."""

    operations: int | None = None

    def parts_of(self, loaded: Sequence[Loaded]) -> Iterator[list[Loaded]]:
        """The pages in their order, cut between transactions; each part moves the cursors as far as it goes."""
        if self.operations is None:
            yield list(loaded)
            return
        part: list[Loaded] = []
        room = self.operations
        for page, bodies in loaded:
            for piece in self._cut(page, room):
                size = _size(piece)
                if part and size > room:
                    yield part
                    part, room = [], self.operations
                part.append((piece, _bodies(piece, bodies)))
                room -= size
        yield part

    def _cut(self, page: Page, room: int) -> Iterator[Page]:
        """Pieces that fit: the first into the room that is left, the others into a writing of their own."""
        start, items, size = page.start, list[Sequenced](), 0
        for item in page.transactions:
            if items and size + item.count > room:
                yield _piece(page, start, items)
                start, items, size, room = _end(items), [], 0, self.operations or 0
            items.append(item)
            size += item.count
        yield _piece(page, start, items) if start != page.start else page


UNBOUND = Bound()


def _piece(page: Page, start: int, items: Sequence[Sequenced]) -> Page:
    return msgspec.structs.replace(page, start=start, end=_end(items), transactions=tuple(items))


def _end(items: Sequence[Sequenced]) -> int:
    return items[-1].first_seq + items[-1].count - 1


def _size(page: Page) -> int:
    return sum(item.count for item in page.transactions)


def _bodies(page: Page, bodies: dict[int, bytes]) -> dict[int, bytes]:
    return {item.first_seq: bodies[item.first_seq] for item in page.transactions if item.first_seq in bodies}
