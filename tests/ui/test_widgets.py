"""The kit, driven as a person would: keys, clicks, little room."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget

from desktop.errors import BadInput, StoreProblem
from desktop.i18n import use_language
from desktop.rules.vocabulary import ActionState, ProjectStage, Rating, Severity, SubmissionState, VisitState
from desktop.ui.theme import (
    Mark,
    Tone,
    action_mark,
    has_icon,
    rating_mark,
    severity_mark,
    stage_mark,
    submission_mark,
    visit_mark,
)  # fmt: skip
from desktop.ui.widgets import (
    Button,
    Chip,
    ChoiceCard,
    EmptyState,
    Filter,
    FilterChips,
    FlowLayout,
    FormDialog,
    MasterDetail,
    NextStep,
    NoticeStrip,
    NotSavedBar,
    Page,
    PageHeader,
    ProgressPanel,
    RecordHeader,
    SearchField,
    Segment,
    SegmentedChoice,
    StateStack,
    Stepper,
    TabbedPages,
    TextField,
    Toast,
    TwoColumns,
    column,
    confirm,
    no_match_steps,
    show_problem,
)  # fmt: skip


@pytest.fixture
def window(qtbot):
    made = QWidget()
    made.resize(800, 500)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


@pytest.mark.parametrize(
    ("mark_of", "states"),
    [
        (visit_mark, VisitState), (stage_mark, ProjectStage), (action_mark, ActionState), (rating_mark, Rating),
        (severity_mark, Severity), (submission_mark, SubmissionState),
    ],
)  # fmt: skip
def test_every_state_has_a_word_and_an_icon(mark_of, states):
    for state in states:
        mark = mark_of(state)
        assert mark.word
        assert has_icon(mark.icon)


@pytest.fixture
def rating(qtbot):
    segments = [Segment(rating, rating_mark(rating).word, rating_mark(rating).icon) for rating in Rating]
    made = SegmentedChoice(segments, "rating", "Rating")
    qtbot.addWidget(made)
    made.show()
    made.button(0).setFocus()
    return made


def test_a_digit_chooses_a_rating(qtbot, rating):
    with qtbot.waitSignal(rating.chosen) as told:
        qtbot.keyClick(rating.button(0), Qt.Key.Key_2)

    assert told.args == [Rating.AT_RISK]
    assert rating.value is Rating.AT_RISK


def test_arrows_move_and_space_chooses(qtbot, rating):
    rating.activateWindow()
    rating.button(0).setFocus()
    qtbot.keyClick(rating.button(0), Qt.Key.Key_Right)
    qtbot.keyClick(rating.button(1), Qt.Key.Key_Right)
    qtbot.keyClick(rating.button(2), Qt.Key.Key_Space)

    assert rating.value is Rating.OFF_TRACK


def test_showing_a_rating_tells_nobody_and_none_shows_none(rating):
    told = []
    rating.chosen.connect(told.append)

    rating.set_value(Rating.ON_TRACK)
    rating.set_value(None)

    assert told == []
    assert rating.value is None


def test_choosing_moves_nothing(rating):
    before = rating.sizeHint()

    rating.set_value(Rating.NOT_MONITORED)

    assert rating.sizeHint() == before


def test_a_chip_is_as_wide_as_its_word(qtbot):
    short, long = (
        Chip(Mark(Tone.OWN, "In field", "ph.map-pin")),
        Chip(Mark(Tone.OWN, "In field since Monday", "ph.map-pin")),
    )
    qtbot.addWidget(short)
    qtbot.addWidget(long)

    assert long.sizeHint().width() > short.sizeHint().width()


def test_a_flow_layout_begins_a_new_line_where_the_room_ends(window):
    flow = FlowLayout(window)
    for at in range(10):
        button = Button(f"Button {at}", f"b{at}")
        flow.addWidget(button)
        button.show()

    assert flow.heightForWidth(200) > flow.heightForWidth(2000)


def test_a_filter_is_removed_by_its_chip_and_added_by_the_menu(qtbot, window):
    chips, removed, added = FilterChips("filters"), [], []
    qtbot.addWidget(chips)
    chips.removed.connect(removed.append)
    chips.added.connect(added.append)
    chips.set_choices([Filter("mine", "Mine"), Filter("2026", "2026")])
    chips.set_active([Filter("mine", "Mine")])
    chips.show()

    qtbot.mouseClick(chips.findChild(QWidget, "filter_mine"), Qt.MouseButton.LeftButton)
    menu = chips.add_button.menu()
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()

    assert removed == ["mine"]
    assert [action.text() for action in menu.actions()] == ["2026"]
    assert added == ["2026"]


def test_when_nothing_matches_the_filter_that_helps_most_is_offered():
    removed = []
    mine, off = Filter("mine", "Mine"), Filter("off", "Off track")

    steps = no_match_steps([(mine, 0), (off, 7)], removed.append, lambda: None)
    steps[0][2]()

    assert steps[0][0] == "Remove “Off track” (7)"
    assert removed == ["off"]


def test_a_search_is_told_after_a_pause_and_escape_empties_it(qtbot, window):
    field, told = SearchField("Search visits", "search", wait_ms=10), []
    qtbot.addWidget(field)
    field.show()
    field.searched.connect(told.append)

    qtbot.keyClicks(field, "osh")
    qtbot.waitUntil(lambda: told == ["osh"])
    qtbot.keyClick(field, Qt.Key.Key_Escape)

    assert field.text() == ""
    assert told[-1] == ""


def test_an_empty_state_offers_its_next_step(qtbot, window):
    pressed = []
    state = EmptyState(
        "ph.map-pin", "No visits yet", "Plan one.", [NextStep("Plan a visit", lambda: pressed.append(1))]
    )
    qtbot.addWidget(state)

    qtbot.mouseClick(state.findChild(Button, "empty_step_1"), Qt.MouseButton.LeftButton)

    assert pressed == [1]


def test_a_quick_answer_shows_no_progress(qtbot, window):
    content = QLabel("rows")
    stack = StateStack(content)
    qtbot.addWidget(stack)

    stack.show_loading(ProgressPanel("ph.image", "Reading"))
    assert stack.currentWidget() is content
    stack.show_content()

    assert stack.currentWidget() is content
    assert stack.count() == 1


def test_slow_work_shows_what_and_how_much(qtbot, window):
    stack, stopped = StateStack(QLabel("rows")), []
    qtbot.addWidget(stack)
    panel = ProgressPanel("ph.image", "Making small pictures", lambda: stopped.append(1))
    stack.show_loading(panel)
    qtbot.waitUntil(lambda: stack.currentWidget() is panel)

    panel.show_progress(12, 18)
    qtbot.mouseClick(panel.findChild(Button, "progress_step_1"), Qt.MouseButton.LeftButton)

    assert any("12 of 18" in shown.text() for shown in panel.findChildren(QLabel))
    assert stopped == [1]


def test_a_problem_can_be_copied_without_data_of_the_store(qtbot, window):
    stack = StateStack(QLabel("rows"))
    qtbot.addWidget(stack)
    stack.show_problem(StoreProblem("The store is open elsewhere.", "Close the other window."))

    stack.currentWidget().findChild(Button, "copy_details").click()

    assert (
        QApplication.clipboard().text()
        == "The store is open elsewhere. Close the other window.\nStoreProblem"
    )


def test_a_toast_undoes_and_leaves(qtbot, window):
    toast, undone = Toast(window), []
    toast.say("Finding 1.1 deleted", undo=lambda: undone.append(1))
    assert toast.isVisible()

    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)

    assert undone == [1]
    assert not toast.isVisible()


def test_the_not_saved_bar_says_the_text_is_kept_and_tries_when_asked(qtbot, window):
    bar = NotSavedBar()
    qtbot.addWidget(bar)
    bar.show_failure("another program holds the store.", 3)
    assert "another program" in bar.accessibleName()
    assert "Your text stays here" in bar.accessibleName()

    with qtbot.waitSignal(bar.try_now):
        qtbot.mouseClick(bar.findChild(Button, "not_saved_try_now"), Qt.MouseButton.LeftButton)


def test_a_notice_leads_to_the_first_and_hides_when_nothing_is_missing(qtbot, window):
    strip = NoticeStrip("missing")
    qtbot.addWidget(strip)
    strip.show_parts([("Before “Reporting”:", "finish <1> form.")], "Go to the first")

    with qtbot.waitSignal(strip.followed):
        strip.link.click()
    strip.show_parts([])

    assert not strip.isVisible()


def test_a_stepper_says_where_it_stands(qtbot):
    steps = Stepper()
    qtbot.addWidget(steps)

    steps.show_steps(["Draft", "Planned", "In field", "Approved"], 2)
    for width in (900, 300, 130):
        steps.resize(width, 28)
        steps.grab()

    assert steps.accessibleName() == "Step 3 of 4: In field"


def test_pages_are_made_when_first_shown(qtbot):
    made = []

    def page(key):
        return Page(key, key.title(), lambda: made.append(key) or QLabel(key))

    tabs = TabbedPages([page("brief"), page("plan")], "tabs", "Parts")
    qtbot.addWidget(tabs)
    assert made == ["brief"]

    tabs.bar.setFocus()
    qtbot.keyClick(tabs.bar, Qt.Key.Key_Right)

    assert made == ["brief", "plan"]
    assert tabs.current_key == "plan"


def test_a_tab_has_room_for_its_count(qtbot):
    tabs = TabbedPages([Page("forms", "Forms", lambda: QLabel(""))], "tabs", "Parts")
    qtbot.addWidget(tabs)
    before = tabs.bar.tabSizeHint(0).width()

    tabs.set_count("forms", "4/6")
    tabs.grab()

    assert tabs.bar.tabSizeHint(0).width() > before


def test_list_and_detail_take_turns_when_there_is_no_room(qtbot):
    master, detail = QLabel("list"), QLabel("detail")
    pair = MasterDetail(master, detail, "pair")
    qtbot.addWidget(pair)
    pair.resize(1200, 500)
    pair.show()
    assert master.isVisible()
    assert detail.isVisible()

    pair.resize(600, 500)
    qtbot.waitUntil(lambda: pair.is_narrow)
    assert master.isVisible()
    assert not detail.isVisible()

    pair.show_detail()
    assert detail.isVisible()
    assert not master.isVisible()

    pair.findChild(Button, "pair_back").click()
    assert master.isVisible()


def test_columns_stack_when_narrow(qtbot):
    left, right = QLabel("left"), QLabel("right")
    pair = TwoColumns([left], [right], first="right")
    qtbot.addWidget(pair)
    pair.resize(1200, 400)
    pair.show()
    qtbot.waitUntil(lambda: left.x() < right.x())

    pair.resize(500, 400)

    qtbot.waitUntil(lambda: right.y() < left.y())


def test_the_facts_of_a_header_keep_their_order_in_a_language_read_from_the_right(qtbot):
    header = RecordHeader("visit")
    qtbot.addWidget(header)
    use_language("ar")
    try:
        header.show_record("KG/1", ["Water", "", "23–25 نوفمبر 2026"], "Osh")
    finally:
        use_language("en")

    (facts,) = [one.text() for one in header.findChildren(QLabel) if "Water" in one.text()]
    assert facts == "· \u200f\u2068Water\u2069 · \u206823–25 نوفمبر 2026\u2069"


def test_a_record_header_hides_the_step_that_is_not_there(qtbot):
    header = RecordHeader("visit")
    qtbot.addWidget(header)
    header.show_record(
        "KG/LM.0465/2026/007", ("Lead: Aigul",), "Verification", [visit_mark(VisitState.IN_FIELD)]
    )
    header.show_primary("Start reporting")
    header.resize(900, 100)
    header.show()
    assert header.primary.isVisible()

    header.show_primary("")

    assert not header.primary.isVisible()


def test_a_page_header_puts_its_buttons_below_when_narrow(qtbot):
    button = Button("Take to USB", "usb")
    header = PageHeader("Sync", "No connection.", [button])
    qtbot.addWidget(header)
    header.resize(900, 80)
    header.show()
    beside = button.mapTo(header, button.rect().topLeft()).x()

    header.resize(300, 160)

    qtbot.waitUntil(lambda: button.mapTo(header, button.rect().topLeft()).x() < beside)


def test_a_choice_card_is_chosen_by_enter(qtbot):
    card = ChoiceCard("Join my office", "You have a code.", "ph.buildings", "join")
    qtbot.addWidget(card)
    card.show()

    with qtbot.waitSignal(card.chosen):
        qtbot.keyClick(card, Qt.Key.Key_Return)
    card.set_chosen(True)

    assert card.accessibleDescription() == "chosen"


def test_a_question_has_cancel_under_the_keyboard_and_repeats_the_verb(qtbot, window):
    done = []
    dialog = confirm(window, "Erase 3 people?", "This cannot be undone.", "Erase", lambda: done.append(1))
    assert dialog.focusWidget() is dialog.cancel
    assert dialog.confirm.text() == "Erase"

    qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)

    assert done == [1]


def test_a_form_that_is_refused_stays_open_and_says_why(qtbot, window):
    answers = [BadInput("The code is too short.", "Twelve letters."), None]

    def submit():
        problem = answers.pop(0)
        if problem is not None:
            raise problem

    dialog = FormDialog(window, "Join", "Join the office", submit).add(TextField("Code", "code"))
    dialog.open()
    dialog.accept_button.click()
    assert dialog.isVisible()
    assert dialog.findChild(QLabel, "form_dialog_problem").text() == "The code is too short. Twelve letters."

    dialog.accept_button.click()

    assert not dialog.isVisible()


def test_a_problem_over_the_window_can_be_closed_with_enter(qtbot, window):
    dialog = show_problem(window, BadInput("The file is empty."))

    qtbot.keyClick(dialog, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: not dialog.isVisible())


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_button_is_smaller_than_its_word(qtbot, appearance, scale):
    appearance.apply("light", scale)
    button = Button("Qy: يشير إلى", "b", icon="ph.plus")
    qtbot.addWidget(button)
    button.show()

    needed = button.fontMetrics().boundingRect("Qy: يشير إلى").size()

    assert button.size().expandedTo(QSize(needed.width(), needed.height())) == button.size()


def test_a_record_header_is_one_line_where_the_window_is_short_and_leads_back_to_the_list(qtbot):
    header, place = RecordHeader("visit"), QLabel("detail")
    inside = QWidget()
    column(header, place, on=inside)
    pair = MasterDetail(QLabel("list"), inside, "pair")
    qtbot.addWidget(pair)
    header.show_record("KG/LM.0465/2026/007", ("Lead: Aigul",), "Verification in Osh")
    header.show_place("Step 6 of 8: Reporting")
    header.show_primary("Submit report")
    pair.resize(683, 768)
    pair.show()
    pair.show_detail()
    qtbot.waitUntil(lambda: header.height() == header.sizeHint().height())
    tall = header.height()
    assert pair.findChild(Button, "pair_back").isVisible()

    pair.resize(683, 384)
    qtbot.waitUntil(lambda: header.is_short and header.height() < tall * 0.7)

    assert not pair.findChild(Button, "pair_back").isVisible()
    assert header.primary.isVisible()
    said = [one.text() for one in header.findChildren(QLabel) if one.isVisible()]
    assert "Verification in Osh" in said
    assert "Step 6 of 8: Reporting" in said
    header.findChild(QWidget, "visit_to_list").click()
    assert not inside.isVisible()

    pair.show_detail()
    pair.resize(683, 768)
    qtbot.waitUntil(lambda: not header.is_short and header.height() == tall)
    assert pair.findChild(Button, "pair_back").isVisible()


def test_tabs_that_do_not_fit_stand_in_a_menu_with_their_names_and_counts(qtbot):
    words = ("Brief", "Plan", "Forms", "Findings", "Verification", "Photos", "Actions", "Report", "History")
    tabs = TabbedPages([Page(word.lower(), word, lambda: QLabel("")) for word in words], "tabs", "Parts")
    qtbot.addWidget(tabs)
    tabs.set_count("verification", "3/4")
    tabs.resize(1200, 300)
    tabs.show()
    assert not tabs.more.isVisible()

    tabs.resize(500, 300)
    qtbot.waitUntil(tabs.more.isVisible)
    tabs.more.choices.aboutToShow.emit()

    entries = tabs.more.choices.actions()
    assert [one.text() for one in entries] == [
        "Verification 3/4" if word == "Verification" else word for word in words
    ]
    assert [one.isChecked() for one in entries] == [True] + [False] * 8
    entries[-1].trigger()
    assert tabs.current_key == "history"
    shown = [word for at, word in enumerate(words) if tabs.bar.isTabVisible(at)]
    assert shown == ["Verification", "Photos", "Actions", "Report", "History"]
    assert tabs.bar.rect().contains(tabs.bar.tabRect(8))
    qtbot.keyClick(tabs.bar, Qt.Key.Key_Left)
    assert tabs.current_key == "report"
    tabs.show_page("brief")
    assert tabs.bar.isTabVisible(0)
    arrows = [one for one in tabs.bar.findChildren(QToolButton) if one.isVisible()]
    assert [one.width() for one in arrows if one.width()] == []
