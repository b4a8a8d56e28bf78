"""What an import has to say about the file as a whole, before any row."""

from desktop.exchange.grid import Table
from desktop.exchange.remarks import Remark

_GUESSED = frozenset({"cp1251", "cp1252", "utf-16-le", "utf-16-be"})


def remarks_on(table: Table) -> tuple[Remark, ...]:
    """How its letters were read, and what of them was lost."""
    found = []
    if table.encoding in _GUESSED:
        found.append(Remark(code="encoding_guessed", after=table.encoding))
    if table.nul_removed:
        found.append(Remark(code="nul_removed", before=str(table.nul_removed)))
    if table.unreadable:
        found.append(Remark(code="letters_lost", before=str(table.unreadable)))
    return tuple(found)
