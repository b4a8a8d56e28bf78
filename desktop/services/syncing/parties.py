"""Whom bundles are for and from: by the server's word, or added by hand; and how people name them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import BadInput
from desktop.i18n import _
from desktop.paths import this_program
from desktop.services.chosen_files import read_chosen
from desktop.services.syncing.bundle_records import PartyRecord

if TYPE_CHECKING:
    from sync.client.acquaintances import Acquaintance

SERVER_WORD = "server"
_SHORTEST_PRINT = 4


def party(one: "Acquaintance") -> PartyRecord:
    from sync.bundle.keys import fingerprint, spoken

    return PartyRecord(
        id=one.key.hex(),
        name=one.name or (_("Server of the office") if one.is_server else one.email),
        email=one.email,
        kind="server" if one.is_server else ("added" if one.kind == "added" else "colleague"),
        fingerprint=spoken(fingerprint(one.key)),
        is_revoked=one.is_revoked,
    )


def stranger(short: bytes) -> PartyRecord:
    """One of whom nothing but the fingerprint is known."""
    from sync.bundle.keys import spoken

    return PartyRecord(id="", name=spoken(short), email="", kind="unknown", fingerprint=spoken(short))


def named_by(known: Sequence["Acquaintance"], word: str) -> "Acquaintance":
    """By `server`, tag, name, e-mail, fingerprint or id. Raises BadInput where that names none, several or a revoked one."""
    wanted = word.strip()
    low = wanted.lower()
    squeezed = low.replace(" ", "")
    found = [
        one
        for one in known
        if (one.is_server and low == SERVER_WORD)
        or low in (one.name.lower(), one.email.lower())
        or (
            len(squeezed) >= _SHORTEST_PRINT
            and squeezed in (party(one).fingerprint.replace(" ", ""), one.key.hex())
        )
    ]
    living = [one for one in found if not one.is_revoked] if wanted else []
    if len(living) == 1:
        return living[0]
    if not living and found and wanted:
        raise BadInput(
            _("Laptop {name} may no longer sync.").format(name=found[0].name or found[0].email),
            _("Ask your office."),
        )
    if not living:
        raise BadInput(
            _("This laptop knows nobody called {name}.").format(name=wanted or _("nothing")),
            _(
                "{milepost} bundle recipients lists whom it knows; {milepost} bundle add-key adds somebody."
            ).format(milepost=this_program()),
        )
    tags = ", ".join(one.name for one in living)
    raise BadInput(
        _("Several laptops are called {name}: {tags}.").format(name=wanted, tags=tags),
        _("Name one by its tag."),
    )


def read_line(text: str) -> tuple[str, bytes, bool]:
    """Name, key and whether it is a server's, from a pasted line or the file that holds one. Raises BadInput."""
    from sync.bundle.keys import is_server_line, read_key_line

    given = text.strip()
    lines = [given] if given.startswith("milepost-") else _lines_of(Path(given))
    for line in lines:
        found = read_key_line(line)
        if found is not None:
            return (*found, is_server_line(line))
    raise BadInput(
        _("This is no key of Milepost."),
        _(
            "Paste the whole line that {milepost} bundle key prints there, beginning with milepost-key."
        ).format(milepost=this_program()),
    )


def _lines_of(path: Path) -> list[str]:
    if not str(path) or not path.is_file():
        return []
    return read_chosen(path, megabytes=1).decode("utf-8", "replace").splitlines()
