"""Work on a stick, typed and clicked: writing a bundle, looking at one, taking it in, carrying what is for others."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from desktop.progress import Cancelled, Progress
from desktop.services.roster import Services
from sync.bundle.keys import DeviceKey, key_line
from tests.journeys.conftest import Office
from tests.journeys.sync_screen import Desk, Pair

pytestmark = pytest.mark.slow
Open = Callable[[Services], Desk]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def write(desk: Desk, target: Path) -> None:
    """To whom is checked, with all that goes."""
    desk.shell.target = target
    desk.click("bundle_writing_go")


def drop(widget: QWidget, path: Path) -> None:
    urls = QMimeData()
    urls.setUrls([QUrl.fromLocalFile(str(path))])
    widget.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            urls,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def test_a_bundle_is_written_for_the_office_and_its_answer_taken_in(
    pair: Pair, office: Office, open_desk: Open, stick: Path
) -> None:
    aigul, beka = pair
    aigul.projects.create({"title": "Wells", "code": "LM.0500", "countries": "KG"})
    desk = open_desk(aigul)
    desk.turn_to("bundles")
    assert desk.there_is("bundles_none")

    desk.click("bundle_write")
    assert desk.find("bundle_to_1").isChecked()
    assert "Server of the office" in desk.find("bundle_to_1").text()
    assert "Project 1" in desk.text("bundle_goes_2")
    write(desk, stick / "week.milepost")
    assert desk.there_is("bundle_written")
    assert desk.shell.written == [stick / "week.milepost"]
    desk.click("bundle_writing_close")
    assert "on its way to Server of the office" in desk.text("bundles_way")

    office.type("bundle", "import", str(stick / "week.milepost"))
    office.type("bundle", "export", "--to", "A1", "--to", "A2", "--out", str(stick / "answer.milepost"))
    other = open_desk(beka)
    other.turn_to("bundles")
    other.shell.files = (stick / "answer.milepost",)
    other.click("bundle_take")
    other.click("bundle_choice_step_1")
    assert "Project 1" in other.words()
    other.click("bundle_taking_go")
    assert "1 change came." in other.words()
    assert beka.projects.find("LM.0500").title == "Wells"

    drop(desk.find("bundles_pane"), stick / "answer.milepost")
    desk.settle()
    desk.click("bundle_taking_go")
    desk.click("bundle_taking_close")
    assert "Nothing is on its way" in desk.text("bundles_way")
    assert [one.unanswered for one in aigul.bundles.travels()] == [0, 0]


def test_nobody_chosen_writes_nothing_and_several_share_one_file(
    pair: Pair, open_desk: Open, stick: Path
) -> None:
    aigul, beka = pair
    aigul.projects.create({"title": "Wells", "countries": "KG"})
    desk = open_desk(aigul)
    desk.turn_to("bundles")
    desk.click("bundle_write")
    desk.click("bundle_to_1")
    assert not desk.find("bundle_writing_go").isEnabled()

    desk.click("bundle_to_1")
    desk.click("bundle_to_2")
    write(desk, stick / "both.milepost")

    assert [one.name for one in beka.bundles.look(stick / "both.milepost").recipients] == [
        "Server of the office",
        "A2",
    ]


def test_a_bundle_for_another_is_carried_and_handed_on(pair: Pair, open_desk: Open, stick: Path) -> None:
    aigul, beka = pair
    sealed = stick / "office.milepost"
    aigul.bundles.export(["server"], sealed)
    desk = open_desk(beka)
    desk.turn_to("bundles")
    drop(desk.find("bundles_pane"), sealed)
    desk.settle()
    assert not desk.there_is("bundle_taking_go")
    assert "sealed for somebody else" in desk.words()

    desk.click("bundle_taking_carry")
    assert "office.milepost is carried, unread" in desk.shell.toasts[-1][0]
    desk.shell.target = stick / "on.milepost"
    desk.click("carried_hand_on_1")
    assert (stick / "on.milepost").read_bytes() == sealed.read_bytes()
    desk.click("carried_drop_1")

    assert not desk.there_is("carried_hand_on_1")
    assert beka.bundles.carried() == ()


def test_what_is_wrong_with_a_file_is_said_and_a_broken_one_warns_before_it_is_taken(
    pair: Pair, open_desk: Open, stick: Path
) -> None:
    aigul, beka = pair
    note = stick / "note.txt"
    note.write_text("not a bundle")
    for number in range(3):
        aigul.projects.create({"title": f"Wells {number}", "countries": "KG", "description": "x" * 2000})
    cut = stick / "cut.milepost"
    aigul.bundles.export(["A2"], cut)
    cut.write_bytes(cut.read_bytes()[:-10])
    desk = open_desk(beka)
    desk.turn_to("bundles")
    desk.click("bundle_take")

    desk.shell.files = (note,)
    desk.click("bundle_choice_step_1")
    assert "note.txt is no bundle of Milepost" in desk.text("bundle_taking_problem")
    desk.shell.files = (cut,)
    desk.click("bundle_choice_step_1")

    assert "The file breaks off" in desk.text("bundle_warning")


def test_a_key_is_pasted_wrong_and_then_right_and_taken_back(pair: Pair, open_desk: Open) -> None:
    aigul, _ = pair
    line = key_line("Aigul", DeviceKey.make().public)
    desk = open_desk(aigul)
    desk.turn_to("bundles")
    desk.click("bundle_add_key")

    desk.type("key_line", "milepost-key AAAA")
    desk.click("key_dialog_submit")
    assert "This is no key of Milepost" in desk.text("key_dialog_problem")
    desk.type("key_line", line)
    desk.type("key_name", "Aigul at home")
    desk.click("key_dialog_submit")

    assert "Aigul at home is known now" in desk.shell.toasts[-1][0]
    (added,) = [one for one in aigul.bundles.recipients() if one.kind == "added"]
    desk.click(f"bundle_forget_{added.fingerprint.replace(' ', '')}")
    assert all(one.kind != "added" for one in aigul.bundles.recipients())


def test_a_conflict_that_came_on_a_stick_leads_to_the_desk(pair: Pair, open_desk: Open, stick: Path) -> None:
    aigul, beka = pair
    for services in pair:
        project = services.projects.find("LM.0465")
        services.projects.set_fields(project.id, {"title": f"Title of {services.accounts.me().device_tag}"})
    aigul.bundles.export(["A2"], stick / "a.milepost")
    desk = open_desk(beka)
    desk.turn_to("bundles")
    drop(desk.find("bundles_pane"), stick / "a.milepost")
    desk.settle()
    desk.click("bundle_taking_go")

    desk.click("bundle_taking_desk")

    assert desk.shell.went_to[-1] == ("sync", None, "conflicts")
    assert len(beka.syncing.conflicts()) == 1


def test_writing_that_is_stopped_leaves_no_file_and_taking_in_goes_on_later(pair: Pair, stick: Path) -> None:
    aigul, beka = pair
    for number in range(3):
        aigul.projects.create({"title": f"Wells {number}", "countries": "KG"})
    target = stick / "week.milepost"

    with pytest.raises(Cancelled):
        aigul.bundles.export(["A2"], target, progress=stopping_after(2))
    assert list(stick.iterdir()) == []
    assert aigul.bundles.travels() == ()

    aigul.bundles.export(["A2"], target)
    with pytest.raises(Cancelled):
        beka.bundles.take(target, stopping_after(1))
    assert beka.bundles.take(target).is_whole
    assert len(beka.bundles.travels()) == 1


def stopping_after(steps: int) -> Progress:
    left = [steps]

    def heard(_done: int, _total: int, _what: str) -> None:
        left[0] -= 1
        if not left[0]:
            progress.stop()

    progress = Progress(heard)
    return progress
