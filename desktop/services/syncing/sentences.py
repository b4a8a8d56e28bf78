"""What sync says in codes, in sentences for people: what happened, what it means for the work, what to do."""

from desktop.errors import BadInput, NetworkProblem, Refused, UserError
from desktop.i18n import _


def problem_of(code: str, detail: str) -> UserError:
    """The sentence for a code of sync.client.transport."""
    safe = _("Your work is safe on this laptop.")
    network = {
        "unreachable": (_("The server cannot be reached."), _("Try again when there is a connection.")),
        "timeout": (
            _("The server did not answer in time."),
            _("Try again; what was sent is not sent twice."),
        ),
        "clock": (
            _("This laptop's clock is wrong, so the secure connection was refused."),
            _("Set the date and time and try again. A USB bundle works meanwhile. {detail}").format(
                detail=detail
            ),
        ),
        "tls": (
            _("The secure connection was refused."),
            _("Check that the address is the office's server."),
        ),
        "not_milepost": (
            _("Something else than the Milepost server answered, perhaps the login page of this network."),
            _("Open a browser, sign in to the network, then try again."),
        ),
        "broken": (_("The server's answer arrived damaged."), _("Try again; nothing was taken from it.")),
        "busy": (_("The server is busy."), _("Try again in a few minutes.")),
        "too_large": (_("A message was larger than the server takes."), _("Update Milepost and try again.")),
    }
    if code in network:
        what, now = network[code]
        return NetworkProblem(what, f"{safe} {now}")
    refused = {
        "revoked": _(
            "This laptop may no longer sync. Ask your office; unsent work can still be handed over."
        ),
        "too_old": _(
            "This Milepost is too old for the server. Your changes were sent; update to receive others'."
        ),
        "refused": _("The server refused this laptop. Ask your office for a new enrolment code."),
        "known_replica": _(
            "The server knows this store as another laptop's, so it may be a copy. Ask your office which one is to go on."
        ),
    }
    if code in refused:
        return Refused(refused[code], safe)
    typed = {
        "no_address": _("This is no address of a server."),
        "insecure": _("The address must begin with https, except on this computer itself."),
        "unknown_code": _("The server does not know this enrolment code."),
        "used_code": _("This enrolment code has been used already."),
    }
    if code in typed:
        return BadInput(typed[code], _("Ask your office for the address and a new code."))
    return NetworkProblem(_("Sync stopped: {code}.").format(code=code), safe)


def why_aside(code: str) -> str:
    """Why the server did not take a change, in words; what was typed is kept here in any case."""
    known = {
        "no_right": _("Your role does not allow this change. Ask your office, then try again."),
        "no_such_step": _(
            "The record was in another state by then, so this step was not possible. Look at its state."
        ),
        "revoked": _("This laptop may no longer sync. Hand the work over to your office."),
        "unknown_office": _(
            "The server does not know the office this belongs to. Ask your office to add it."
        ),
        "unknown_table": _("The server is older than this Milepost. Try again once it is updated."),
        "unknown_atom": _("The server is older than this Milepost. Try again once it is updated."),
        "malformed": _("The server could not read this change. Update Milepost and try again."),
        "bad_value": _("A field holds what it cannot hold. Correct it, or update Milepost, and try again."),
        "base": _("It builds on a change that has not reached the server yet."),
        "parent": _("It belongs to a record that has not reached the server yet."),
        "waiting": _("It builds on a change that has not reached the server yet."),
    }
    return known.get(code, _("The server did not take it: {code}.").format(code=code))
