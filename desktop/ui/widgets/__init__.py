"""The kit every screen is built from. Give each interactive widget its object name; texts come translated.

Words and layout
    label(_("Due"), "small")  roles: page title strong secondary muted small small_strong code error warning good
    row(a, None, b, gap=8)  column(a, 12, b, margins=(16, 8, 16, 8), on=widget)   None stretches, a number is a gap
    surface("panel")  kinds: window panel sunken header card bar foot      line()      flow(a, b, gap=8) wraps
    ScrollPage("overview_page").add(card, card)      clear_layout(layout)
Buttons
    Button(_("Plan a visit"), "plan_visit", kind="primary", icon="ph.map-pin", press=presenter.plan)
        kinds: secondary primary ghost danger link; trailing=True puts the icon last; compact=True for tool bars
    IconButton("ph.columns", _("Columns"), "columns")    MenuButton(_("Saved"), "saved").set_choices([(word, act)])
    MoreButton(_("More actions"), "more").set_actions(qactions)    KeyHint("Ctrl+K")
    SegmentedChoice([Segment(Rating.ON_TRACK, _("On track"), "ph.check-circle-fill", Tone.ON_TRACK)], "rating",
        _("Rating")).chosen.connect(presenter.rated)       digits choose, arrows move; set_value(None) shows none
State
    Chip(visit_mark(state))    ProgressLine(Bar(0.52, expected=0.58, tone=Tone.AT_RISK))    Ladder(Rungs(2, _("Sent")))
    SegmentBar([(Tone.ON_TRACK, 2), (Tone.AT_RISK, 3)], _("2 of 5 on track"))     IconLabel("ph.shield-check", "on_track")    ElidedLabel(text)
    Stepper("visit_steps").show_steps([_("Draft"), ...], current=4)
Blocks
    Card(_("Deadlines"), note="3 of 3", tight=True).add(table)   card.add_to_head(link)    ChoiceCard(title, text, icon, name)
    Tile(_("Spent"), "41 %", bar=Bar(0.41, 0.58), note=...)    SectionHeader(_("Visits"), "7 of 64", tools=[button])
    TwoColumns([card, card], [card], first="right")     stacks when narrow
    PageHeader(_("Sync"), sentence, buttons=[...])      RecordHeader("visit").show_record(code, facts, title, [chip])
        header.show_primary(_("Start reporting")); header.primary.clicked.connect(...)
    TabbedPages([Page("brief", _("Brief"), make_brief)], "visit_tabs", _("Parts of the visit")).set_count("forms", "4/6")
    MasterDetail(list_pane, detail_pane, "visits").show_detail()          takes turns when narrow, Alt+Left goes back
Lists: `desktop.ui.item_models` (RecordList, RecordTable, RecordTree)
    FilterChips("visit_filters").set_choices([Filter("mine", _("Mine"))]); set_active([...]); added / removed tell keys
    SearchField(_("Search visits"), "visit_search").searched.connect(presenter.searched)
    StateStack(view): show_content() show_state(EmptyState(icon, title, sentence, [NextStep(verb, act, icon, "primary")]))
        show_loading(ProgressPanel(icon, title, cancel)) after 300 ms; show_problem(user_error, [NextStep(...)])
Fields: TextField TextArea NumberField DateField ChoiceField CheckField SecretField(label, object_name, help_text=,
    required=, beside=)   edited(value) after 400 ms, on leaving, on flush(); set_value() keeps what is being typed;
    show_error(text) show_warning(text) set_read_only(True)
Telling
    Toast(window).say(_("Finding deleted"), undo=presenter.undo)      SoftNotice().say(sentence)    NotSavedBar()
    NoticeStrip("missing").show_parts([(_("Before “Reporting”:"), _("finish 1 form."))], link=_("Go to the first"))
    confirm(self, title, sentence, verb, then)   show_problem(self, user_error)   FormDialog(self, title, verb, submit).add(field)
"""

from desktop.ui.widgets.buttons import (
    Button,
    IconButton,
    KeyHint,
    MenuButton,
    MoreButton,
    Segment,
    SegmentedChoice,
)
from desktop.ui.widgets.containers import (
    Card,
    ChoiceCard,
    PageHeader,
    ScrollPage,
    SectionHeader,
    Tile,
    TwoColumns,
)
from desktop.ui.widgets.dialogs import ConfirmDialog, FormDialog, ProblemDialog, confirm, show_problem
from desktop.ui.widgets.fields import CheckField, Field, SecretField, TextArea, TextField
from desktop.ui.widgets.filters import Filter, FilterChips, SearchField, no_match_steps
from desktop.ui.widgets.layouts import FlowLayout, clear_layout, column, flow, line, row, surface
from desktop.ui.widgets.marks import Chip, ElidedLabel, IconLabel, Ladder, ProgressLine, SegmentBar
from desktop.ui.widgets.master_detail import MasterDetail
from desktop.ui.widgets.naming import label, name_widget
from desktop.ui.widgets.notices import NoticeStrip, NotSavedBar, SaveState, SoftNotice, Toast
from desktop.ui.widgets.record_header import SHORT, RecordHeader
from desktop.ui.widgets.states import (
    EmptyState,
    NextStep,
    ProgressPanel,
    StateStack,
    copy_details_button,
    problem_state,
)
from desktop.ui.widgets.stepper import Stepper
from desktop.ui.widgets.tabs import Page, TabBar, TabbedPages
from desktop.ui.widgets.value_fields import ChoiceField, DateField, NumberField

__all__ = [
    "SHORT",
    "Button",
    "Card",
    "CheckField",
    "Chip",
    "ChoiceCard",
    "ChoiceField",
    "ConfirmDialog",
    "DateField",
    "ElidedLabel",
    "EmptyState",
    "Field",
    "Filter",
    "FilterChips",
    "FlowLayout",
    "FormDialog",
    "IconButton",
    "IconLabel",
    "KeyHint",
    "Ladder",
    "MasterDetail",
    "MenuButton",
    "MoreButton",
    "NextStep",
    "NotSavedBar",
    "NoticeStrip",
    "NumberField",
    "Page",
    "PageHeader",
    "ProblemDialog",
    "ProgressLine",
    "ProgressPanel",
    "RecordHeader",
    "SaveState",
    "ScrollPage",
    "SearchField",
    "SecretField",
    "SectionHeader",
    "Segment",
    "SegmentBar",
    "SegmentedChoice",
    "SoftNotice",
    "StateStack",
    "Stepper",
    "TabBar",
    "TabbedPages",
    "TextArea",
    "TextField",
    "Tile",
    "Toast",
    "TwoColumns",
    "clear_layout",
    "column",
    "confirm",
    "copy_details_button",
    "flow",
    "label",
    "line",
    "name_widget",
    "no_match_steps",
    "problem_state",
    "row",
    "show_problem",
    "surface",
]  # fmt: skip
