"""Which rows of an import a person reads in the terminal: what was left before what was repaired."""

from collections.abc import Sequence

from desktop.cli.output import shortened, table
from desktop.i18n import _, ngettext
from desktop.services.fates import Fate, RowReport, fate_word

_MOST_ROWS = 200


def rows_told(rows: Sequence[RowReport]) -> list[str]:
    """Those with a remark; where there are too many for a terminal, it says how many are not shown."""
    said = [row for row in rows if row.message and row.action is not Fate.UNCHANGED]
    if not said:
        return []
    said.sort(key=lambda row: row.action is not Fate.LEFT)  # else hundreds of repairs hide what was left
    cells = [(row.row, shortened(row.ref), fate_word(row.action), row.message) for row in said[:_MOST_ROWS]]
    lines = table((_("Row"), _("What"), _("Fate"), _("Remark")), cells)
    more = len(said) - len(cells)
    if more:
        told = ngettext("{count} more row; --json lists all.", "{count} more rows; --json lists all.", more)
        lines.append(told.format(count=more))
    return lines
