"""What the menu of an open form offers, with its keys."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.ui.frame.commands import make_action
from desktop.ui.screens.form.opening import FormDialogs
from desktop.ui.screens.form.pages import Heading
from desktop.ui.screens.form.presenter import FormPresenter

FOR_A_QUESTION = frozenset({"form_remark", "form_finding", "form_figure"})
_WHILE_EDITED = frozenset({"form_copy_last", "form_finish", "form_remark"})
_ON_A_VISIT = frozenset({"form_finding", "form_figure"})


def make_actions(
    view: QWidget,
    *,
    asked: Callable[[Callable[[FormPresenter], None]], None],
    next_missing: Callable[[], None],
    dialog: Callable[[Callable[[FormDialogs], None]], None],
    for_the_question: Callable[[Callable[[FormDialogs, str], None]], None],
) -> list[QAction]:
    """`asked` tells the presenter, `dialog` opens one, `for_the_question` one for the question at hand."""
    return [
        make_action(view, "form_next_missing", _("Next &missing answer"), next_missing,
                    keys="Alt+Down", icon="ph.asterisk", on=view),
        make_action(view, "form_go_to", _("&Go to a question"), lambda: dialog(FormDialogs.go_to),
                    keys="Ctrl+G", icon="ph.magnifying-glass", on=view),
        make_action(view, "form_next_section", _("Ne&xt section"), lambda: asked(FormPresenter.next_section),
                    keys="Ctrl+PgDown", icon="ph.arrow-right", on=view),
        make_action(view, "form_previous_section", _("&Previous section"),
                    lambda: asked(FormPresenter.previous_section), keys="Ctrl+PgUp", icon="ph.arrow-left", on=view),
        make_action(view, "form_review", _("Re&view the answers"), lambda: asked(FormPresenter.review),
                    keys="Ctrl+Shift+R", icon="ph.clipboard-text", on=view),
        make_action(view, "form_finish", _("&Finish the form"), lambda: asked(lambda form: form.ending.finish()),
                    keys="Ctrl+Shift+Return", icon="ph.check", on=view),
        make_action(view, "form_remark", _("Re&mark on this question …"), lambda: for_the_question(FormDialogs.remark),
                    keys="Ctrl+Shift+M", icon="ph.chat-text", on=view),
        make_action(view, "form_finding", _("Make a fin&ding of this question …"),
                    lambda: for_the_question(FormDialogs.make_finding), keys="Ctrl+Shift+D", icon="ph.flag", on=view),
        make_action(view, "form_figure", _("Use as &verified figure …"),
                    lambda: for_the_question(FormDialogs.use_as_figure), icon="ph.check-square"),
        make_action(view, "form_copy_last", _("Take over the answers of the &last time …"),
                    lambda: dialog(FormDialogs.copy_last), icon="ph.copy"),
        make_action(view, "form_reopen", _("&Reopen …"), lambda: dialog(FormDialogs.reopen),
                    icon="ph.arrow-counter-clockwise"),
        make_action(view, "form_audit", _("&Who answered what …"), lambda: dialog(FormDialogs.audit),
                    icon="ph.clock-counter-clockwise"),
        make_action(view, "form_export", _("&Write as XML …"), lambda: asked(lambda form: form.ending.export()),
                    icon="ph.export"),
        make_action(view, "form_delete", _("&Delete"), lambda: asked(lambda form: form.ending.delete()), icon="ph.trash"),
    ]  # fmt: skip


def show_fitting(actions: Sequence[QAction], heading: Heading) -> None:
    """Only what may be done with this form now."""
    for action in actions:
        name = action.objectName()
        if name in _WHILE_EDITED:
            action.setVisible(heading.may_edit)
        elif name in _ON_A_VISIT:
            action.setVisible(heading.may_edit and heading.has_visit)
        elif name == "form_reopen":
            action.setVisible(heading.may_reopen)
