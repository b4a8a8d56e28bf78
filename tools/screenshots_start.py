"""Draws the first start and the passphrase page, which stand before any store."""

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.reference.offices import all_offices
from desktop.ui.jobs import JobsAtOnce
from desktop.ui.language_names import language_choices
from desktop.ui.screens.first_start.presenter import Begun, Draft, FirstStartPresenter, Step, Way
from desktop.ui.screens.first_start.view import FirstStartView
from desktop.ui.screens.unlock.view import UnlockView
from tools.screenshots_render import OUT, render_all_ways

SECRET = "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ"


class _NoStore:
    """Nothing is made for a picture."""

    def make(self, _wish: object, _progress: object) -> Begun:
        return Begun(folder=OUT, recovery_secret=SECRET)

    def make_demo(self, _progress: object) -> Begun:
        return Begun(folder=OUT, recovery_secret=SECRET)


def draw_start() -> None:
    for step in Step:
        render_all_ways(partial(_page, step), f"start-{step}")
    render_all_ways(_unlock, "unlock")


def _page(step: Step) -> QWidget:
    offices = [(office.code, office.name) for office in all_offices()]
    view = FirstStartView(languages=language_choices(), language="en", offices=offices, ways=tuple(Way))
    draft = Draft(step=step, way=Way.JOIN, server="sync.example.org", name="Aigul Example")
    presenter = FirstStartPresenter(
        view, JobsAtOnce(), _NoStore(), draft=draft, ways=tuple(Way), finished=lambda _begun: None
    )
    view.connect_to(presenter)
    presenter.begin()
    if step is Step.SHEET:
        view.show_sheet(Begun(folder=OUT, recovery_secret=SECRET), is_kept=True)
    return view


def _unlock() -> QWidget:
    from desktop.i18n import _

    return UnlockView(_("Unlock"), _("Your data on this laptop is encrypted. The passphrase opens it."))
