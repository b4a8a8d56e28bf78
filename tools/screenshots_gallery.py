"""The kit drawn with invented data: the frame around lists, headers, fields and states."""

from datetime import UTC, date, datetime

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.errors import StoreProblem
from desktop.i18n import _
from desktop.rules.vocabulary import ProjectStage, Rating, VisitState
from desktop.ui.frame.hooks import Hooks
from desktop.ui.frame.screens import ScreenEntry
from desktop.ui.item_models import (
    Cell,
    Column,
    Node,
    PagedListModel,
    RecordList,
    RecordTable,
    RecordTableModel,
    RecordTree,
    RecordTreeModel,
    Row,
)
from desktop.ui.main_window import MainWindow
from desktop.ui.theme import Bar, Mark, Rungs, Tone, rating_mark, stage_mark, visit_mark
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets import (
    Button,
    Card,
    ChoiceCard,
    ChoiceField,
    DateField,
    EmptyState,
    Filter,
    FilterChips,
    IconButton,
    Ladder,
    MasterDetail,
    MenuButton,
    NextStep,
    NoticeStrip,
    NotSavedBar,
    NumberField,
    Page,
    PageHeader,
    ProgressPanel,
    RecordHeader,
    ScrollPage,
    SectionHeader,
    Segment,
    SegmentBar,
    SegmentedChoice,
    SoftNotice,
    Stepper,
    TabbedPages,
    TextArea,
    TextField,
    Tile,
    TwoColumns,
    column,
    label,
    line,
    problem_state,
    row,
    surface,
)

_VISITS = (
    ("KG/LM.0465/2026/007", "Verification: skills centres in Batken and Osh", "24–27 Nov", "Batken, Osh",
     VisitState.IN_FIELD, "2 not rated"),
    ("KG/RR.0731/2026/003", "Spot check: reception desk, Osh airport", "27 Nov", "Osh", VisitState.ACCEPTED, ""),
    ("KG/CS.1184/2026/011", "Monitoring: water user groups, Leilek", "30 Nov", "Leilek", VisitState.ASSIGNED, ""),
    ("KG/LM.0465/2026/005", "Monitoring: job fair and employers", "12–13 Nov", "Osh", VisitState.RETURNED,
     "3 comments"),
    ("KG/CS.1184/2026/010", "Joint visit with donor, Isfana", "4–6 Nov", "Leilek", VisitState.SUBMITTED, ""),
    ("AM/CE.0217/2026/004", "Remote check: cash grants, Syunik", "2 Nov", "Kapan", VisitState.APPROVED, ""),
    ("KG/LM.0465/2026/004", "تحقّق: مراكز المهارات — ვერიფიკაცია — Ստուգում", "22–23 Sep", "Bishkek",
     VisitState.APPROVED, ""),
)  # fmt: skip


def _describe_visit(visit: tuple[str, str, str, str, VisitState, str]) -> Row:
    code, title, days, place, state, missing = visit
    note: str | Mark = Mark(Tone.OFF_TRACK, missing, "ph.asterisk") if missing else ""
    return Row(code=code, title=title, meta=(f"{days} · {place}",), chip=visit_mark(state), note=note)


def visits_screen() -> QWidget:
    model = PagedListModel(
        lambda after, limit: _VISITS if after is None else (), lambda visit: visit[0], page_size=100
    )
    visits = RecordList(model, _describe_visit, "visit_list", _("Visits"))
    views = [Segment(key, word, icon) for key, word, icon in (
        ("list", "List", "ph.list"), ("calendar", "Calendar", "ph.calendar-blank"), ("map", "Map", "ph.map-trifold"))]  # fmt: skip
    kind = SegmentedChoice(views, "visit_view", "View")
    kind.set_value("list")
    chips = FilterChips("visit_filters", tail=[IconButton("ph.sort-ascending", "Sort", "visit_sort")])
    chips.set_choices([Filter("mine", "Mine"), Filter("2026", "2026"), Filter("off", "Off track", "Rating")])
    chips.set_active([Filter("mine", "Mine"), Filter("2026", "2026")])
    pane = surface("panel")
    head = column(SectionHeader("Visits", "7 of 64", [kind]), chips, gap=8, margins=(12, 8, 12, 8))
    body = column(gap=0, on=pane)
    body.addLayout(head)
    body.addWidget(line())
    body.addWidget(visits, 1)
    foot = surface("foot")
    row(label("Newest first · updated 10:42", "small"), None, margins=(12, 6, 12, 6), on=foot)
    body.addWidget(foot)
    visits.setCurrentIndex(model.index(0))
    pane.setFocusProxy(visits)
    return MasterDetail(pane, _visit_detail(), "visits")


def _visit_detail() -> QWidget:
    header = RecordHeader("visit")
    facts = ("Skills and safe labour migration", "24–27 Nov 2026", "Lead: Aigul", "Team of 3")
    header.show_record("KG/LM.0465/2026/007", facts, _VISITS[0][1])
    header.show_primary("Start reporting")
    header.more.show()
    steps = Stepper()
    words = ["Draft", "Planned", "Assigned", "Accepted", "In field", "Reporting", "Submitted", "Approved"]
    steps.show_steps(words, 4)
    holder = surface("panel")
    column(steps, margins=(16, 0, 16, 4), on=holder)
    pages = [Page(word.lower(), word, _findings_page) for word in
             ("Findings", "Brief", "Plan", "Forms", "Verification", "Photos", "Actions", "Report")]  # fmt: skip
    tabs = TabbedPages(pages, "visit_tabs", "Parts of the visit")
    tabs.set_count("forms", "4/6")
    tabs.set_count("findings", "3")
    tabs.set_count("photos", "18")
    panel = surface("panel")
    layout = column(header, holder, gap=0, on=panel)
    layout.addWidget(tabs, 1)
    return panel


def _findings_page() -> QWidget:
    strip = NoticeStrip("missing")
    parts = [("Before “Reporting”:", "finish or explain 1 form."), ("Before “Submitted”:", "rate 1.2 and 2.")]
    strip.show_parts(parts, "Go to the first")
    add = Button("Finding", "finding_add", icon="ph.plus", compact=True)
    ratings = [Segment(rating, rating_mark(rating).word, rating_mark(rating).icon, rating_mark(rating).tone)
               for rating in Rating]  # fmt: skip
    first, second = (SegmentedChoice(ratings, f"rating_{n}", "Rating") for n in (1, 2))
    second.set_value(Rating.AT_RISK)
    page = ScrollPage("findings", ground="panel")
    top = row(gap=12)
    top.addWidget(strip, 1)
    top.addWidget(add)
    page.body.addLayout(top)
    note = TextArea(
        "Note", "finding_note", placeholder="What was seen, heard or counted", help_text="In your words."
    )
    note.set_value("In Osh, 37 of 288 names appear twice. The partner counts courses, not people.")
    number = NumberField("People in the register", "register", required=True)
    number.set_value(288)
    number.show_error(
        "Is not the sum of the courses below (251). Correct this, correct the table, or explain."
    )
    page.add(label("Output: employers take part in course design and job fairs", "small"), first,
             label("Outcome: departing migrants know their rights", "small"), second, note, number)  # fmt: skip
    page.body.addStretch(1)
    return page


def today_screen() -> QWidget:
    page = ScrollPage("today", margin=24)
    buttons = [Button("New visit", "new_visit", icon="ph.plus"),
               Button("Continue: Verification in Batken", "continue", kind="primary", icon="ph.arrow-right",
                      trailing=True)]  # fmt: skip
    sentence = "Batken, no connection since Monday 09:15. Everything you do is kept on this laptop."
    page.add(PageHeader("Thursday, 26 November", sentence, buttons))
    page.add(TwoColumns([_visits_card(), _deadlines_card()], [_needs_card(), _tiles_card()], first="right"))
    page.body.addStretch(1)
    return page


def _short_list(rows: list[Row], name: str, lead: int = 96) -> RecordList:
    model = RecordTableModel([Column[Row](key="t", title="", cell=lambda shown: shown.title)], rows)
    made = RecordList(model, lambda shown: shown, name, name, lead_width=lead, uniform=False, edge=16)
    made.fit_height()
    return made


def _visits_card() -> Card:
    rows = [
        Row(lead="Tue–Fri", lead_note="24–27 Nov", title=_VISITS[0][1], strong=True, code=_VISITS[0][0],
            code_below=True, chip=visit_mark(VisitState.IN_FIELD), note="Report due 11 Dec",
            meta=(Mark(Tone.OFF_TRACK, "2 results without rating", "ph.asterisk"),
                  Mark(Tone.AT_RISK, "1 form unfinished", "ph.pencil-fill"))),
        Row(lead="Fri", lead_note="27 Nov", title=_VISITS[1][1], strong=True, code=_VISITS[1][0],
            code_below=True, chip=visit_mark(VisitState.ACCEPTED), note="Starts tomorrow 08:30",
            meta=(Mark(Tone.ON_TRACK, "Ready for offline", "ph.check-circle-fill"), "brief, 2 forms, map")),
    ]  # fmt: skip
    return Card("My visits, this week and next", note="2 of 2", tight=True).add(
        _short_list(rows, "my_visits")
    )


def _needs_card() -> Card:
    rows = [
        Row(icon=Mark(Tone.CONFLICT, "Conflict", "ph.git-fork"), title="1 conflict to decide", link="Decide",
            meta=("“People trained, Osh”: you wrote 288, Osh office wrote 297",)),
        Row(icon=Mark(Tone.OFF_TRACK, "Returned", "ph.arrow-u-up-left"), title="1 report was returned with 3 comments",
            meta=("LM.0465 2026/005, by the country office, Monday",), link="Open"),
        Row(icon=Mark(Tone.OFF_TRACK, "Late", "ph.alarm"), title="2 action points are overdue", link="Open",
            meta=("Oldest 9 days: repair ramp at Osh centre",)),
    ]  # fmt: skip
    return Card("For my action", note="5", tight=True).add(_short_list(rows, "needs"))


def _deadlines_card() -> Card:
    Deadline = tuple[date, str, str, int]
    rows: list[Deadline] = [
        (date(2026, 11, 23), "Visit report, r2 after return", "LM.0465", -3),
        (date(2026, 11, 30), "Action point: sign-in sheets by sex and age", "LM.0465", 4),
        (date(2026, 12, 15), "Interim donor report, period 2", "RR.0731", 19),
    ]

    def left(item: Deadline) -> Cell:
        if item[3] < 0:
            return Cell(mark=Mark(Tone.OFF_TRACK, f"{-item[3]} days late", "ph.alarm-fill"), end=True)
        return Cell(text=f"{item[3]} days", quiet=True, end=True)

    columns = [
        Column[Deadline](key="due", title="Due", cell=lambda item: f"{item[0]:%a %d %b}", width=100,
                         sort_by=lambda item: item[0]),
        Column[Deadline](key="what", title="What", cell=lambda item: item[1], stretch=True, width=200),
        Column[Deadline](key="project", title="Project", cell=lambda item: Cell(item[2], mono=True), width=90),
        Column[Deadline](key="left", title="Left", cell=left, width=110, end=True),
    ]  # fmt: skip
    table = RecordTable(RecordTableModel(columns, rows), "deadlines", "Deadlines", edge=16)
    table.fit_height()
    card = Card("Deadlines", tight=True).add(table)
    card.add_to_head(Button("All deadlines", "all_deadlines", kind="link", small=True))
    return card


def _tiles_card() -> Card:
    card = Card("Progress")
    first = Tile("Results on track", "2 of 5", note="3 at risk")
    first.add_under_figure(SegmentBar([(Tone.ON_TRACK, 2), (Tone.AT_RISK, 3)], "2 of 5 on track"))
    second = Tile("Spent, of 2,400,000 USD", "41 %", note="58 % of time has passed", bar=Bar(0.41, 0.58))
    card.body.addLayout(row(first, second, gap=12))
    card.body.addLayout(row(Ladder(Rungs(3, "Stored, conflict", tone=Tone.CONFLICT)), None,
                            Button("Back up to USB", "usb", icon="mp.usb")))  # fmt: skip
    return card


def projects_screen() -> QWidget:
    projects = [
        ("LM.0465", "Kyrgyzstan · Labour migration", "Skills and safe labour migration in Osh and Batken", 0.52, 0.58,
         Rating.AT_RISK, "Risk high", "Visit 22 Sep"),
        ("RR.0731", "Georgia · Return", "Reintegration support for returning migrants", 0.71, 0.68, Rating.ON_TRACK,
         "Risk medium", "Visit 14 Oct"),
        ("MP.0392", "Bosnia and Herz. · Protection", "Safe reception in Una-Sana Canton", 0.31, 0.6, Rating.OFF_TRACK,
         "Risk very high", "Visit 8 Jun"),
        ("LM.0512", "Georgia · Labour migration", "Diaspora skills exchange", 0.12, 0.2, Rating.NOT_MONITORED,
         "Risk medium", "Visit —"),
    ]  # fmt: skip

    def describe(item: tuple[str, str, str, float, float, Rating, str, str]) -> Row:
        mark = rating_mark(item[5])
        words = f"{item[3]:.0%} of {item[4]:.0%}".replace("%", " %")
        return Row(code=item[0], code_note=item[1], title=item[2], chip=mark, chip_filled=False, note=item[7],
                   bar=Bar(item[3], item[4], mark.tone), meta=(words, item[6]))  # fmt: skip

    model = PagedListModel(lambda after, limit: projects if after is None else [], lambda item: item[0])
    listed = RecordList(model, describe, "project_list", "Projects")
    listed.setCurrentIndex(model.index(0))
    pane = surface("panel")
    tools = [
        IconButton("ph.columns", "Columns", "columns"),
        Button("New", "project_new", icon="ph.plus", compact=True),
    ]
    body = column(gap=0, on=pane)
    chips = FilterChips("project_filters", tail=[MenuButton("Saved", "saved")])
    chips.set_choices([Filter("x", "x")])
    chips.set_active([Filter("implementing", "Implementing"), Filter("mine", "My offices")])
    body.addLayout(column(SectionHeader("Projects", "8 of 41", tools), chips, margins=(12, 8, 12, 8)))
    body.addWidget(line())
    body.addWidget(listed, 1)
    header = RecordHeader("project")
    header.show_record("LM.0465", ("Kyrgyzstan", "1 Mar 2025 – 29 Feb 2028"), projects[0][2],
                       [stage_mark(ProjectStage.IMPLEMENTING), Mark(Tone.INFO, "Gender marker 2a", "ph.info-fill")])  # fmt: skip
    header.add_button(Button("Plan a visit", "plan_visit", icon="ph.map-pin"))
    header.more.show()
    tabs = TabbedPages(
        [Page("results", "Results", _matrix), Page("overview", "Overview", _matrix)], "project_tabs", "Parts"
    )
    tabs.set_count("results", "3")
    detail = surface("panel")
    layout = column(header, gap=0, on=detail)
    layout.addWidget(tabs, 1)
    return MasterDetail(pane, detail, "projects", list_width=432)


def _matrix() -> QWidget:
    Result = tuple[str, str, str, str, str, str]
    columns = [
        Column[Result](key="name", title="Result or indicator", stretch=True, width=280,
                       cell=lambda r: Cell(r[1], before=r[0], strong=not r[2]),
                       edit=lambda _r, _text: None),
        Column[Result](key="unit", title="Unit", cell=lambda r: Cell(r[2], quiet=True), width=80),
        Column[Result](key="base", title="Baseline", cell=lambda r: r[3], end=True, width=80),
        Column[Result](key="target", title="Target", cell=lambda r: r[4], end=True, width=80),
        Column[Result](key="bar", title="Progress", width=140,
                       cell=lambda r: Cell("52 %", bar=Bar(0.52, 0.58, Tone.AT_RISK)) if r[2] else Cell()),
        Column[Result](key="check", title="Quality check", width=110,
                       cell=lambda r: Cell(mark=Mark(Tone.OFF_TRACK, r[5], "ph.x-circle-fill")) if r[5] else Cell()),
    ]  # fmt: skip
    roots = [
        Node(("0", "Migrants and families use safe, regular routes", "", "", "", ""),
             [Node(("0a", "Households with a legal contract abroad", "%", "38", "60", ""))]),
        Node(("1", "Young people gain skills employers ask for", "", "", "", "RM22"),
             [Node(("1a", "Trained people in a matching job after 6 months", "%", "21", "55", "RM13")),
              Node(("1b", "People trained and certified", "persons", "0", "1,200", ""))]),
    ]  # fmt: skip
    tree = RecordTree(RecordTreeModel(columns, roots), "matrix", "Results matrix")
    tree.expandAll()
    tree.setCurrentIndex(tree.model().index(0, 0, tree.model().index(1, 0, QModelIndex())))
    return tree


def states_screen() -> QWidget:
    page = ScrollPage("states", margin=20)
    page.add(PageHeader("Empty and error states"))
    grid = QGridLayout()
    grid.setSpacing(theme().px(16))
    nothing = EmptyState(
        "ph.map-pin", "No visits yet",
        "A visit starts with what to check. Milepost fills the brief from the project’s results, old findings and open "
        "action points.",
        [NextStep("Plan a visit", print, "ph.plus", "primary"), NextStep("I am already in the field", print, "ph.map-pin")],
    )  # fmt: skip
    waiting = ProgressPanel("ph.image", "Making small pictures", print)
    waiting.show_progress(12, 18)
    problem = problem_state(
        StoreProblem("The store is open elsewhere.", "Close the other window; your text stays here."),
        [NextStep("Try again", print, "ph.arrow-clockwise", "primary")],
    )
    locked = EmptyState("ph.lock", "You do not see this budget", "Your role in LM.0465 is monitor.",
                        [NextStep("Ask for access", print, "ph.paper-plane-tilt")])  # fmt: skip
    for at, state in enumerate((nothing, waiting, problem, locked)):
        card = Card(tight=True).add(state)
        grid.addWidget(card, at // 2, at % 2)
    page.body.addLayout(grid)
    bar = NotSavedBar()
    bar.show_failure("another program holds the store.", 3)
    soft = SoftNotice()
    soft.say("Bakyt changed “Method” meanwhile. Both are kept.")
    page.add(bar, soft)
    page.body.addStretch(1)
    return page


def fields_screen() -> QWidget:
    page = ScrollPage("fields", ground="panel")
    name = TextField("Server", "server", placeholder="sync.example.org", help_text="From your administrator.")
    day = DateField("Day", "day", beside=True)
    day.set_value(date(2026, 11, 26))
    reason = ChoiceField("Reason", "reason", [("d", "Double count"), ("l", "Late records")], beside=True)
    reason.set_value("d")
    note = TextArea("Note", "note", beside=True)
    first = ChoiceCard("Join my office", "You have the server’s address and a code.", "ph.buildings", "join")
    first.body.addWidget(name)
    first.set_chosen(True)
    second = ChoiceCard("Open a bundle from a USB stick", "No internet is needed.", "mp.usb", "bundle")
    page.add(first, second, day, reason, note)
    page.body.addStretch(1)
    return page


def window() -> MainWindow:
    entries = [
        ScreenEntry("today", _("Today"), "ph.house", today_screen, lambda: 5),
        ScreenEntry("projects", _("Projects"), "ph.folders", projects_screen),
        ScreenEntry("visits", _("Visits"), "ph.map-pin", visits_screen),
        ScreenEntry("actions", _("Actions"), "ph.check-square", states_screen, lambda: 3),
        ScreenEntry("reports", _("Reports"), "ph.chart-bar", fields_screen),
        ScreenEntry("library", _("Library"), "ph.books", states_screen),
        ScreenEntry("sync", _("Sync"), "ph.arrows-clockwise", states_screen, lambda: 12),
        ScreenEntry("settings", _("Settings"), "ph.gear-six", fields_screen, at_foot=True),
    ]
    made = MainWindow(
        entries, Hooks(undo=lambda: None, redo=lambda: None, lock=lambda: None), person="Aigul · Bishkek"
    )
    made.navigation.refresh_counts()
    made.show_saved(datetime(2026, 11, 26, 10, 42, tzinfo=UTC))
    made.show_unsent("12 changes on this laptop only, oldest 3 days")
    return made
