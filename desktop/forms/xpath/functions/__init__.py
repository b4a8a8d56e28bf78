"""The functions of XPath 1.0 and ODK XForms, by theme; `FUNCTIONS` is the table the compiler looks in."""

from desktop.forms.xpath.functions import (
    chance,
    clients,
    dates,
    geo,
    numbers,
    selects,
    strings,
    text_tools,
    tree,
)
from desktop.forms.xpath.functions.table import Function

FUNCTIONS: dict[str, Function] = {
    **strings.TABLE,
    **text_tools.TABLE,
    **numbers.TABLE,
    **selects.TABLE,
    **dates.TABLE,
    **geo.TABLE,
    **chance.TABLE,
    **tree.TABLE,
}

AS_CLIENTS_DO: dict[str, Function] = dict(clients.TABLE)
"""What forms use instead, so that a form computes what it computes in ODK Collect."""
