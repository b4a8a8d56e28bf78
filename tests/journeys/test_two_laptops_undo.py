"""Taking back what others have seen, or built on, meanwhile."""

from tests.journeys.conftest import Laptop, meet

Two = tuple[Laptop, Laptop]


def new_visit(laptop: Laptop) -> str:
    days = ("--start", "2026-11-24", "--end", "2026-11-25")
    return str(laptop.type("visits", "new", "--project", "LM.0465", *days)["id"])


def test_a_step_taken_back_before_it_went_out_never_reaches_the_server(two: Two) -> None:
    aigul, beka = two
    visit = new_visit(aigul)
    aigul.sync()

    aigul.type("visits", "move", visit, "in_field")
    aigul.type("undo")
    aigul.type("visits", "move", visit, "in_field")
    report = aigul.sync()
    beka.sync()

    assert (report["quarantined"], report["waiting"]) == (0, 0)
    assert beka.type("visits", "show", visit)["state"] == "in_field"


def test_a_step_that_went_out_is_not_taken_back_but_followed_by_another(two: Two) -> None:
    aigul, beka = two
    visit = new_visit(aigul)
    aigul.type("visits", "move", visit, "in_field")
    aigul.sync()

    aigul.type("undo", code=5)
    aigul.type("visits", "move", visit, "reporting")
    report = aigul.sync()
    beka.sync()

    assert (report["quarantined"], report["waiting"]) == (0, 0)
    assert beka.type("visits", "show", visit)["state"] == "reporting"


def test_what_somebody_else_built_on_is_not_taken_back(two: Two) -> None:
    aigul, beka = two
    edited, used, alone = (new_visit(aigul) for _ in range(3))
    meet(aigul, beka)
    beka.type("visits", "set", edited, "title=Osh, the second round")
    beka.type("visits", "finding", used, "--text", "The roof leaks.")
    meet(beka, aigul)

    answers = [aigul.type("undo", code=code) for code in (0, 1, 1)]
    meet(aigul, beka)

    assert [(one["written"], one["left"]) for one in answers] == [(1, 0), (0, 1), (0, 1)]
    assert {one["id"] for one in beka.type("visits", "list")["items"]} == {edited, used}
    assert alone not in {edited, used}


def test_what_was_handed_in_by_another_is_neither_changed_by_undo_nor_filled_from_the_bin(two: Two) -> None:
    aigul, beka = two
    visit = new_visit(aigul)
    aigul.type("visits", "move", visit, "in_field")
    finding = aigul.type("visits", "finding", visit, "--text", "The roof leaks.")["id"]
    services = aigul.services()
    services.findings.delete(services.references.finding(finding))
    services.close()
    meet(aigul, beka)
    beka.type("visits", "move", visit, "cancelled", "--reason", "The road is closed")
    meet(beka, aigul)

    aigul.type("undo", code=5)
    aigul.type("bin", "restore", finding, code=5)
    meet(aigul, beka)

    assert beka.type("visits", "show", visit)["findings"] == []
