"""Why a bundle was not taken, in sentences for people: what it means, and what to do."""

from desktop.errors import BadInput, Refused, UserError
from desktop.i18n import _


def problem_of_bundle(code: str, detail: str, name: str) -> UserError:
    """The sentence for a code of sync.bundle; `name` is the file's, `detail` who it says it is from."""
    again = _("Nothing was changed. Copy it again from where it came, or ask for a new one.")
    unusable = {
        "not_a_bundle": (_("{name} is no bundle of Milepost."), _("Choose a file that Milepost wrote.")),
        "newer": (_("{name} was made by a newer Milepost."), _("Update Milepost, then take it in.")),
        "broken_off": (_("{name} breaks off before its list of contents."), again),
        "damaged": (_("{name} is damaged."), again),
        "own": (_("{name} was made on this laptop."), _("Hand it to whom it is for.")),
        "not_for_us": (
            _("{name} is sealed for somebody else, so it cannot be opened here."),
            _("Nothing was changed. You can carry it for them: it stays sealed."),
        ),
        "epoch": (
            _("{name} is from before the server was restored, and no longer counts."),
            _("Nothing was changed. Ask your office for a new one."),
        ),
        "foreign": (
            _("{name} was made by a server that this laptop does not belong to."),
            _("Nothing was changed. Ask your office for a bundle of your own server."),
        ),
        "forged": (
            _("{name} is not from who it says."),
            _("Nothing was changed. Do not trust where it came from, and tell your office."),
        ),
    }
    if code in unusable:
        what, now = unusable[code]
        return BadInput(what.format(name=name), now)
    refused = {
        "unknown_sender": (
            _("{name} comes from a laptop that this one does not know: {sender}."),
            _(
                "Nothing was changed. Ask for its key, compare it by telephone, add it, then take the bundle in."
            ),
        ),
        "revoked": (
            _("{name} comes from laptop {sender}, which may no longer sync."),
            _("Nothing was changed. Ask your office."),
        ),
    }
    what, now = refused.get(code, (_("{name} cannot be used."), again))
    return Refused(what.format(name=name, sender=detail or _("it gives no name")), now)


def cannot_read(name: str) -> UserError:
    return BadInput(
        _("The file {name} cannot be read.").format(name=name),
        _("Check that the stick is in and that you may open the file. Nothing was changed."),
    )


def cannot_write(name: str, reason: str) -> UserError:
    return BadInput(
        _("The bundle {name} cannot be written: {reason}.").format(name=name, reason=reason),
        _("Check the stick and its free space; twice the size of the bundle is needed for a moment."),
    )
