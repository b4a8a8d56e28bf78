"""Jobs beside the window: answers, problems, progress and cancel arrive on its thread."""

import threading

import pytest
from PySide6.QtCore import QThread

from desktop.errors import BadInput, Unexpected
from desktop.ui.background import BackgroundJobs, Debounce
from desktop.ui.jobs import JobsAtOnce


@pytest.fixture
def jobs(qapp):
    made = BackgroundJobs()
    yield made
    assert made.wait(2000)


class Heard:
    """Remembers what it is told, and on which thread."""

    def __init__(self) -> None:
        self.answers, self.problems, self.steps, self.cancelled = [], [], [], 0
        self.threads = set()

    def done(self, answer):
        self.threads.add(QThread.currentThread())
        self.answers.append(answer)

    def failed(self, problem):
        self.problems.append(problem)

    def progress(self, done, total, what):
        self.steps.append((done, total, what))

    def was_cancelled(self):
        self.cancelled += 1


def test_an_answer_arrives_on_the_threads_of_the_window(qtbot, qapp, jobs):
    heard, worker = Heard(), []

    def work(progress):
        worker.append(threading.get_ident())
        return 41 + 1

    jobs.start(work, done=heard.done)
    qtbot.waitUntil(lambda: bool(heard.answers))

    assert heard.answers == [42]
    assert heard.threads == {qapp.thread()}
    assert worker != [threading.get_ident()]


def test_a_problem_for_the_person_arrives_as_it_is(qtbot, jobs):
    heard = Heard()

    def work(progress):
        raise BadInput("The file is empty.")

    jobs.start(work, done=heard.done, failed=heard.failed)
    qtbot.waitUntil(lambda: bool(heard.problems))

    assert heard.problems[0].what() == "The file is empty."
    assert heard.answers == []


def test_a_defect_becomes_a_sentence_and_goes_to_the_log(qtbot, jobs, caplog):
    heard = Heard()

    def work(progress):
        raise ZeroDivisionError

    jobs.start(work, done=heard.done, failed=heard.failed, title="sums")
    qtbot.waitUntil(lambda: bool(heard.problems))

    assert isinstance(heard.problems[0], Unexpected)
    assert "sums" in caplog.text


def test_the_last_step_is_always_told(qtbot, jobs):
    heard = Heard()

    def work(progress):
        for at in range(1, 1001):
            progress.step(at, 1000, "rows")

    jobs.start(work, done=heard.done, progress=heard.progress)
    qtbot.waitUntil(lambda: bool(heard.answers))

    assert heard.steps[-1] == (1000, 1000, "rows")
    assert len(heard.steps) < 100


def test_cancel_stops_the_work_at_its_next_step(qtbot, jobs):
    heard, begun = Heard(), threading.Event()

    def work(progress):
        at = 0
        while True:
            at += 1
            progress.step(at, 10**9)
            begun.set()

    handle = jobs.start(work, done=heard.done, cancelled=heard.was_cancelled)
    assert begun.wait(2)
    handle.cancel()
    qtbot.waitUntil(lambda: heard.cancelled == 1)

    assert heard.answers == []
    qtbot.waitUntil(lambda: jobs.running_titles == ())


def test_jobs_at_once_answer_before_start_returns():
    heard = Heard()

    JobsAtOnce().start(lambda progress: "here", done=heard.done)

    assert heard.answers == ["here"]


def test_a_debounce_acts_once_for_many_calls(qtbot):
    acts = []
    pause = Debounce(10, lambda: acts.append(1))

    for _ in range(5):
        pause.call()
    qtbot.waitUntil(lambda: bool(acts))

    assert acts == [1]
    assert not pause.is_waiting


def test_a_debounce_can_be_told_to_act_now(qapp):
    acts = []
    pause = Debounce(60_000, lambda: acts.append(1))

    pause.flush()
    pause.call()
    pause.flush()

    assert acts == [1]


def test_no_answer_reaches_those_who_are_gone(qtbot):
    jobs = BackgroundJobs()
    heard = []
    jobs.start(lambda _progress: "late", done=heard.append)
    jobs.start(lambda _progress: 1 / 0, done=heard.append, failed=heard.append)

    assert jobs.forget()

    qtbot.waitUntil(lambda: jobs.running_titles == (), timeout=15_000)
    assert heard == []


def test_what_waits_for_rest_comes_once_nothing_runs(qtbot, jobs):
    go, heard = threading.Event(), []
    jobs.start(lambda _progress: go.wait(5), done=heard.append)

    jobs.hold(lambda: heard.append("at rest"))
    go.set()
    qtbot.waitUntil(lambda: "at rest" in heard)

    assert heard == [True, "at rest"]


@pytest.mark.parametrize("leave", ["forget", "go_on"])
def test_what_waits_for_rest_never_comes_to_a_window_that_is_gone_or_open_again(qtbot, jobs, leave):
    go, heard = threading.Event(), []
    jobs.start(lambda _progress: go.wait(5), done=lambda _answer: None)
    jobs.hold(lambda: heard.append("at rest"))

    go.set()
    with qtbot.waitSignal(jobs.at_rest):
        getattr(jobs, leave)()

    assert heard == []
