"""A blank table for each importer, to be filled in a spreadsheet."""

from collections.abc import Mapping
from types import MappingProxyType

from desktop.exchange import budgets, locations, places, projects, results
from desktop.exchange.mapping import Field
from desktop.exchange.writers import write_csv, write_xlsx
from desktop.i18n import _

FIELDS: Mapping[str, tuple[Field, ...]] = MappingProxyType(
    {
        "projects": projects.FIELDS,
        "places": places.FIELDS,
        "locations": locations.FIELDS,
        "budgets": budgets.FIELDS,
        "results": results.FIELDS,
    }
)
"""What each importer looks for."""


def blank_csv(kind: str) -> bytes:
    """The header alone."""
    return write_csv([field.key for field in FIELDS[kind]], [])


def blank_xlsx(kind: str) -> bytes:
    """An empty sheet to fill, and one that explains each column by an example."""
    fields = FIELDS[kind]
    help_header = [_("Column"), _("Needed"), _("Example"), _("Also read under")]
    help_rows = [
        (field.key, _("yes") if field.needed else "", field.example, ", ".join(field.aliases))
        for field in fields
    ]
    return write_xlsx(
        {kind: ([field.key for field in fields], []), _("Help"): (help_header, help_rows)},
    )
