"""What each step of the first start is called, and where its way on leads."""

from desktop.i18n import _
from desktop.ui.screens.first_start.presenter import Step, Way


def titles(way: Way) -> dict[Step, tuple[str, str]]:
    who = _("Who are you, and what locks the data?")
    return {
        Step.LANGUAGE: (_("Which language?"), _("You can change it at any time, in Settings.")),
        Step.WAY: (_("How do you want to start?"), _("You can do the others later, in Settings.")),
        Step.PASSPHRASE: (
            _("What locks the data?") if way is Way.JOIN else who,
            _("The data on this laptop is encrypted. The passphrase opens it; nobody else knows it."),
        ),
        Step.SHEET: (
            _("Keep the recovery sheet"),
            _(
                "With this code a lost passphrase can be set anew. Print it and keep it at the office, away from this laptop."
            ),
        ),
    }


def steps_in_words(language: str) -> list[tuple[str, str]]:
    return [
        (_("Language"), language),
        (_("How you start"), _("Join, begin empty, or look around")),
        (_("Passphrase"), _("Locks the data on this laptop")),
        (_("Recovery sheet"), _("Print it, keep it at the office")),
    ]


def next_word(step: Step, way: Way) -> str:
    if step is Step.LANGUAGE:
        return _("Next: how you start")
    if step is Step.WAY:
        return _("Make the demo") if way is Way.DEMO else _("Next: passphrase")
    if step is Step.PASSPHRASE:
        return _("Join and make the store") if way is Way.JOIN else _("Make the store")
    return _("Open Milepost")
