"""Draws the brief: is everything on the laptop, and what is there to check."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.i18n import _, ngettext
from desktop.services.actions.records import ActionRow
from desktop.services.visits.brief import Brief, BriefFigure, EarlierFinding, Preparation
from desktop.services.visits.records import IssueRecord, VisitRecord
from desktop.ui import formats
from desktop.ui.item_models import Cell, Column, RecordList, RecordTable, RecordTableModel, Row
from desktop.ui.screens.visits.brief.presenter import BriefPresenter
from desktop.ui.screens.visits.desk import VisitDesk
from desktop.ui.screens.visits.listed import ListedModel
from desktop.ui.theme import Mark, Tone, action_mark, severity_mark
from desktop.ui.widgets import Button, Card, FormDialog, ScrollPage, TextArea, TwoColumns, label


class BriefTab(ScrollPage):
    """A BriefScreen."""

    def __init__(self, desk: VisitDesk) -> None:
        super().__init__("brief_page")
        self.ready = Card(_("Ready for offline"), tight=True)
        self.figures = Card(_("What to recount"), tight=True)
        self.findings = Card(_("Earlier findings"), tight=True)
        self.open_actions = Card(_("Open action points"), tight=True)
        self.issues = Card(_("Known issues"), tight=True)
        add = Button(_("Add"), "brief_add_issue", kind="link", small=True, press=self._ask_issue)
        self.issues.add_to_head(add)
        self._lists()
        self.add(
            TwoColumns(
                [self.findings, self.figures], [self.ready, self.open_actions, self.issues], shares=(3, 2)
            )
        )
        self.body.addStretch(1)
        self._presenter = BriefPresenter(self, desk)
        self.finding_list.opened.connect(lambda one: self._presenter.open_visit(one.visit_id))
        self.action_list.opened.connect(lambda one: self._presenter.open_action(one.id))
        self.issue_list.opened.connect(lambda one: self._presenter.issue_resolved(one.id))
        self._presenter.begin()

    def _lists(self) -> None:
        self._ready = ListedModel[Preparation](lambda one: preparation_row(one).spoken())
        self.ready_list = RecordList(
            self._ready, preparation_row, "brief_ready", _("Ready for offline"), edge=16
        )
        self._findings = ListedModel[EarlierFinding](lambda one: finding_row(one).spoken())
        self.finding_list = RecordList(
            self._findings, finding_row, "brief_findings", _("Earlier findings"), edge=16
        )
        self._actions = ListedModel[ActionRow](lambda one: action_row(one).spoken())
        self.action_list = RecordList(
            self._actions, action_row, "brief_actions", _("Open action points"), edge=16
        )
        self._issues = ListedModel[IssueRecord](lambda one: issue_row(one).spoken())
        self.issue_list = RecordList(self._issues, issue_row, "brief_issues", _("Known issues"), edge=16)
        self._figures = RecordTableModel[BriefFigure](_figure_columns())
        self.figure_table = RecordTable(
            self._figures, "brief_figures", _("What to recount"), sortable=False, edge=16
        )
        self._empty: dict[str, QWidget] = {}
        for card, view, sentence in (
            (self.ready, self.ready_list, ""),
            (self.findings, self.finding_list, _("Nothing was found on earlier visits.")),
            (self.open_actions, self.action_list, _("No action point is open.")),
            (self.issues, self.issue_list, _("No known issue.")),
            (self.figures, self.figure_table, _("Put results in scope, and their figures stand here.")),
        ):
            quiet = label(sentence, "secondary", wrap=True)
            quiet.setContentsMargins(16, 12, 16, 12)
            self._empty[view.objectName()] = quiet
            card.add(view, quiet)

    def is_seen(self) -> bool:
        return self.isVisible()

    def show_brief(self, brief: Brief, visit: VisitRecord) -> None:
        self.ready.set_note(_("Ready") if brief.is_ready else _("Not ready"))
        self._ready.set_rows(brief.preparations)
        self._findings.set_rows(brief.findings)
        self._actions.set_rows(brief.actions)
        self._issues.set_rows(brief.issues)
        self._figures.set_rows(brief.figures)
        counts: Sequence[tuple[RecordList | RecordTable, int]] = (
            (self.ready_list, len(brief.preparations)),
            (self.finding_list, len(brief.findings)),
            (self.action_list, len(brief.actions)),
            (self.issue_list, len(brief.issues)),
            (self.figure_table, len(brief.figures)),
        )
        for view, count in counts:
            view.setVisible(count > 0)
            view.fit_height()
            self._empty[view.objectName()].setVisible(count == 0)

    def _ask_issue(self) -> None:
        words = TextArea(_("What is known?"), "brief_issue_text", required=True, lines=3)
        dialog = FormDialog(
            self,
            _("Known issue"),
            _("Add issue"),
            lambda: self._presenter.add_issue(words.value()),
            object_name="issue_dialog",
            sentence=_("It stands in every later brief of this project until it is resolved."),
        )
        dialog.add(words)
        dialog.open()
        words.setFocus()


def preparation_row(one: Preparation) -> Row:
    words = {
        "results": ngettext("{count} result in scope", "{count} results in scope", one.count),
        "sites": ngettext("{count} site", "{count} sites", one.count),
        "map": ngettext("{count} site with a position", "{count} sites with a position", one.count),
        "forms": ngettext("{count} form on this laptop", "{count} forms on this laptop", one.count),
        "figures": ngettext("{count} indicator in scope", "{count} indicators in scope", one.count),
    }
    mark = (
        Mark(Tone.ON_TRACK, _("Here"), "ph.check-circle-fill")
        if one.is_ready
        else Mark(Tone.OFF_TRACK, _("Missing"), "ph.warning-circle-fill")
    )
    return Row(title=words[one.code].format(count=one.count), chip=mark, chip_filled=False)


def finding_row(one: EarlierFinding) -> Row:
    when = formats.day(one.day) if one.day else ""
    return Row(
        code=one.visit_code,
        code_note=when,
        title=" ".join(one.statement.split()),
        chip=severity_mark(one.severity),
    )


def action_row(one: ActionRow) -> Row:
    due = _("Due {day}").format(day=formats.day(one.due)) if one.due else _("No due date")
    late = Mark(Tone.OFF_TRACK, _("Overdue"), "ph.alarm")
    return Row(
        title=one.title,
        chip=late if one.is_overdue else action_mark(one.state),
        meta=(formats.dotted((due, one.owner or "")),),
    )


def issue_row(one: IssueRecord) -> Row:
    when = formats.day(one.at.astimezone().date())
    return Row(
        title=" ".join(one.statement.split()),
        meta=(formats.dotted((one.place or "", when)),),
        link=_("Resolved"),
    )


def _figure_columns() -> list[Column[BriefFigure]]:
    def figure(value: object) -> str:
        from decimal import Decimal

        return formats.number(value) if isinstance(value, Decimal) else ""

    return [
        Column(
            key="title",
            title=_("Indicator"),
            cell=lambda one: Cell(text=one.title, before=one.label),
            width=180,
            stretch=True,
            tip=lambda one: one.title,
        ),
        Column(
            key="baseline", title=_("Baseline"), cell=lambda one: figure(one.baseline), width=80, end=True
        ),
        Column(key="target", title=_("Target"), cell=lambda one: figure(one.target), width=80, end=True),
        Column(
            key="reported", title=_("Reported"), cell=lambda one: figure(one.reported), width=84, end=True
        ),
        Column(
            key="factor",
            title=_("Last factor"),
            cell=lambda one: figure(round(one.last_factor, 2)) if one.last_factor is not None else "",
            width=104,
            end=True,
        ),
    ]
