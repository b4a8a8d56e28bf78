"""What the form screen decides, without a window."""

import pytest

from desktop.rules.vocabulary import SubmissionState
from desktop.services.form_library.steps import Step
from desktop.settings.preferences import Preferences
from desktop.ui.jobs import JobsAtOnce
from desktop.ui.screens.form.pages import ShownEntry, ShownQuestion, ShownRepeat
from desktop.ui.screens.form.presenter import FormPresenter
from tests.makers import make_form, make_photo, make_project, make_visit

A = "/data/arrival"
C = "/data/courses_held"


class FakeScreen:
    """Remembers the last of everything it was told."""

    def __init__(self):
        self.focus, self.items, self.problems, self.empty, self.problem = "", [], (), False, None

    def show_nothing(self):
        self.empty = True

    def show_problem(self, problem):
        self.problem = problem

    def show_heading(self, heading):
        self.heading = heading

    def show_versions(self, newer, retired):
        self.versions = (newer, retired)

    def show_progress(self, progress):
        self.progress = progress

    def show_contents(self, lines, current):
        self.lines, self.current = lines, current

    def show_page(self, title, items, **more):
        self.title, self.items = title, items

    def show_review(self, review):
        self.review = review

    def show_to_do(self):
        self.only_to_do = True

    def show_ways(self, back, onward, *, is_last):
        self.ways = (back, onward, is_last)

    def show_missing(self, problems):
        self.problems = problems

    def show_media(self, media):
        self.media = media

    def show_drawing(self, path, drawing):
        self.drawn = (path, drawing)

    def show_ground(self, ground):
        self.ground = ground

    def show_map(self, question, ground):
        self.mapped, self.ground = question, ground

    def focus_question(self, path):
        self.focus = path

    def flush(self):
        pass


class FakeShell:
    """The window: remembers where it was sent and what was said."""

    def __init__(self, services):
        self.services, self.jobs, self.preferences = services, JobsAtOnce(), Preferences()
        self.went, self.said, self.refused = None, [], []

    def go_to(self, screen, record_id=None, *, part=""):
        self.went = (screen, record_id, part)

    def saving(self):
        pass

    def toast(self, text, undo=None):
        self.said.append(text)

    def notice(self, text):
        self.said.append(text)

    def show_problem(self, problem):
        self.refused.append(problem)


@pytest.fixture
def shell(services):
    return FakeShell(services)


@pytest.fixture
def screen():
    return FakeScreen()


@pytest.fixture
def presenter(screen, shell):
    return FormPresenter(screen, shell)


def _open(services, presenter, **more):
    opened = services.submissions.start(make_form(services), **more)
    presenter.open(opened.record.id)
    return opened.record.id


def test_contents_say_what_each_section_lacks(services, presenter, screen):
    _open(services, presenter)

    assert [(line.title, line.missing) for line in screen.lines] == [
        ("Arrival", 2),
        ("Courses held", 1),
        ("Review", 3),
    ]
    assert screen.title == "1 Arrival"
    assert screen.ways == ("", "Courses held", False)


def test_questions_bear_the_number_of_their_section(services, presenter, screen):
    _open(services, presenter)
    presenter.answers.answered(f"{A}/register", "yes")

    numbers = {item.view.path: item.number for item in screen.items if isinstance(item, ShownQuestion)}
    assert numbers == {f"{A}/centre": "1.1", f"{A}/register": "1.2", f"{A}/people": "1.3"}


def test_a_list_is_a_table_until_it_is_wanted_one_by_one(services, presenter, screen):
    _open(services, presenter)
    presenter.next_section()
    assert [row.number for item in screen.items if isinstance(item, ShownRepeat) for row in item.rows] == [1]

    presenter.table_chosen(f"{C}/courses", False)
    assert any(isinstance(item, ShownEntry) for item in screen.items)


def test_the_same_answer_again_writes_nothing(services, presenter):
    submission = _open(services, presenter)
    presenter.answers.answered(f"{A}/centre", "Osh")
    before = len(services.history.of(submission))
    presenter.answers.answered(f"{A}/centre", "Osh")

    assert len(services.history.of(submission)) == before


def test_finishing_early_marks_all_and_later_finishes(services, presenter, screen, shell):
    submission = _open(services, presenter)
    presenter.ending.finish()
    assert len(screen.problems) == 3
    assert screen.only_to_do
    assert screen.ways == ("Courses held", "", True)

    for path, value in (
        (f"{A}/centre", "Osh"),
        (f"{A}/register", "no"),
        (f"{C}/courses[1]/title", "Welding"),
    ):
        presenter.answers.answered(path, value)
    presenter.ending.finish()
    assert services.submissions.get(submission).state is SubmissionState.FINALISED
    assert not screen.heading.may_edit


def test_back_leads_to_the_forms_of_the_visit_or_to_the_library(services, presenter, shell):
    visit = make_visit(services, make_project(services), state="in_field")
    _open(services, presenter, visit_id=visit)
    presenter.back()
    assert shell.went == ("visits", visit, "forms")

    _open(services, presenter)
    presenter.back()
    assert shell.went[0] == "library"


def test_answers_of_the_last_time_are_taken_over(services, presenter, shell, clock):
    project, form = make_project(services), make_form(services)
    before = services.submissions.start(form, visit_id=make_visit(services, project, state="in_field"))
    before.take([Step("set", f"{A}/centre", "Osh"), Step("set", f"{A}/register", "no")])
    clock.move(days=3)
    submission = _open(services, presenter, visit_id=make_visit(services, project, state="in_field"))
    presenter.ending.copy_last()

    assert services.submissions.open(submission).question(f"{A}/centre").value == "Osh"
    assert shell.said == ["2 answers taken over."]


def test_nothing_to_take_over_is_said(services, presenter, shell):
    _open(services, presenter)

    assert presenter.ending.last_time() is None
    assert shell.refused[0].what() == "This form was not filled before."


def test_a_deleted_draft_leaves_the_screen(services, presenter, screen, shell):
    _open(services, presenter)
    presenter.ending.delete()

    assert screen.empty
    assert shell.went[0] == "library"
    assert services.submissions.unfinished() == ()


def test_a_form_of_a_visit_that_is_handed_in_is_read_only(services, presenter, screen, shell):
    visit = make_visit(services, make_project(services), state="reporting")
    submission = services.submissions.start(make_form(services), visit_id=visit)
    submission.take(
        [
            Step("set", f"{A}/centre", "Osh"),
            Step("set", f"{A}/register", "no"),
            Step("set", f"{C}/courses[1]/title", "Welding"),
        ]
    )
    services.submissions.finalise(submission.record.id)
    for result in services.visits.get(visit).results:
        services.findings.rate(visit, result.result_id, "on_track")
    services.visits.move(visit, "submitted")
    presenter.open(submission.record.id)
    presenter.answers.answered(f"{A}/centre", "Naryn")

    assert not screen.heading.may_edit
    assert shell.refused
    assert services.submissions.open(submission.record.id).question(f"{A}/centre").value == "Osh"


class JobsLater(JobsAtOnce):
    """Jobs that take until they are let go on."""

    def __init__(self):
        self.waiting = []

    def start(self, work, **more):
        self.waiting.append(lambda: JobsAtOnce.start(self, work, **more))

    def go_on(self):
        waiting, self.waiting = self.waiting, []
        for one in waiting:
            one()


@pytest.mark.parametrize("then", ["another screen", "another form"])
def test_a_photo_that_is_still_taken_in_keeps_the_form_it_was_put_into(
    services, shell, screen, tmp_path, then
):
    shell.jobs = JobsLater()
    presenter = FormPresenter(screen, shell)
    photo = tmp_path / "register.jpg"
    photo.write_bytes(make_photo())
    begun = _open(services, presenter)
    presenter.files.file_chosen(f"{C}/photo", photo)

    if then == "another form":
        _open(services, presenter)
    else:
        presenter.left()
    shell.jobs.go_on()

    with services.database.reading() as work:
        assert work.forms.answer_texts(begun)[f"{C}/photo"].startswith("register-")
