"""What sync says in codes, in sentences for people: what happened, what it means for the work, what to do."""

from datetime import datetime

from desktop.errors import BadInput, NetworkProblem, Refused, StoreProblem, UserError
from desktop.i18n import _, ngettext
from desktop.services.syncing.records import LookStep


def problem_of(code: str, detail: str) -> UserError:
    """The sentence for a code of sync.client.transport."""
    safe = _("Your work is safe on this laptop.")
    network = _on_the_way(detail) | _at_the_server(detail)
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
    if code in (mended := _of_the_copy()):
        return StoreProblem(*mended[code])
    return NetworkProblem(_("Sync stopped: {code}.").format(code=code), safe)


def _of_the_copy() -> dict[str, tuple[str, str]]:
    """What was found where this laptop's copy was held against the server's."""
    mended = _("It was mended, and nothing is to be done. If it happens again, have the disk looked at.")
    unlike = _("Nothing was lost. Tell your office, with the diagnosis from here.")
    return {
        "mended_operations": (_("This laptop's copy of a project was not as the server has it."), mended),
        "mended_rows": (_("Records of a project did not show what their history says."), mended),
        "unlike_operations": (
            _(
                "This laptop's copy of a project is not as the server has it, also after it was fetched again."
            ),
            unlike,
        ),
        "unlike_rows": (_("Records of a project do not show what their history says."), unlike),
    }


def _on_the_way(detail: str) -> dict[str, tuple[str, str]]:
    return {
        "no_network": (
            _("This laptop has no network."),
            _("Connect to one and try again, or take the work to a USB stick."),
        ),
        "dns": (
            _("The name of the server is not known on this network."),
            _("Try another network. If it stays so, check the address with your office."),
        ),
        "unreachable": (_("The server cannot be reached."), _("Try again when there is a connection.")),
        "timeout": (
            _("The server did not answer in time."),
            _("Try again; what was sent is not sent twice. If it stays so, tell your office."),
        ),
        "proxy": (
            _("The proxy of this network did not let the connection through."),
            _("Look at the proxy under Sync > Connection, and test it there."),
        ),
        "proxy_login": (
            _("The proxy of this network asks for a name and a password."),
            _("Write both under Sync > Connection, and test them there."),
        ),
        "not_milepost": (_login_page(detail), _("Open a browser, sign in to the network, then try again.")),
        "clock": (
            _("This laptop's clock is wrong, so the secure connection was refused.") + _its_date(detail),
            _("Set the date and time and try again. A USB bundle works meanwhile."),
        ),
        "other_name": (
            _("Somebody else than the server answered, with a certificate of another name."),
            _("On a hotel's network sign in with a browser first; else check the address with your office."),
        ),
    }


def _at_the_server(detail: str) -> dict[str, tuple[str, str]]:
    when = _("in {seconds} seconds").format(seconds=detail) if detail.isdigit() else _("in a few minutes")
    return {
        "expired": (
            _("The server's certificate has run out, so the secure connection was refused."),
            _("Your clock is right: tell your office. A USB bundle works meanwhile."),
        ),
        "tls": (
            _("The secure connection was refused."),
            _("Check that the address is the office's server."),
        ),
        "broken": (_("The server's answer arrived damaged."), _("Try again; nothing was taken from it.")),
        "busy": (_("The server is busy."), _("Try again {when}.").format(when=when)),
        "too_large": (_("A message was larger than the server takes."), _("Update Milepost and try again.")),
    }


def _login_page(detail: str) -> str:
    if detail and not detail.isdigit():
        return _(
            "The page “{title}” answers instead of the server, such as the login page of a hotel."
        ).format(title=detail)
    return _("Something else than the Milepost server answered, perhaps the login page of this network.")


def _its_date(detail: str) -> str:
    try:
        told = datetime.fromisoformat(detail)
    except ValueError:
        return ""
    return " " + _("The server says it is {date}.").format(date=told.astimezone().strftime("%Y-%m-%d %H:%M"))


def step_word(step: LookStep) -> str:
    """What a step is called."""
    return {
        "network": _("Network"),
        "name": _("Name"),
        "connection": _("Connection"),
        "tls": _("Secured"),
        "server": _("Milepost server"),
        "place": _("This laptop"),
        "clock": _("Clock"),
    }[step]


def silent_words(seconds: int) -> str:
    """What a person is told while the server is waited for."""
    return ngettext(
        "The server has not answered for {count} second.",
        "The server has not answered for {count} seconds.",
        seconds,
    ).format(count=seconds)


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
        "mass_change": _(
            "It deletes a large part of what others recorded here. Undo it, or say that it is meant."
        ),
        "base": _("It builds on a change that has not reached the server yet."),
        "again": _(
            "It was on the server before that was restored, and builds on a change that is not back yet."
        ),
        "parent": _("It belongs to a record that has not reached the server yet."),
        "waiting": _("It builds on a change that has not reached the server yet."),
    }
    return known.get(code, _("The server did not take it: {code}.").format(code=code))
