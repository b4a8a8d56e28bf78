"""What is written in the background lets whoever types go first."""

import pytest

from desktop.services.roster import Services
from desktop.storage import database as room


def test_a_writing_behind_others_waits_for_the_end_of_theirs(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, looks = services.database, []
    theirs = database.before_others()
    theirs.__enter__()

    def look(_seconds: float) -> None:
        looks.append(1)
        if len(looks) == 3:
            theirs.__exit__(None, None, None)

    monkeypatch.setattr(room.time, "sleep", look)
    with database.behind() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar_one() == 1

    assert len(looks) == 3


def test_courtesy_ends_where_nobody_comes_back(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([0.0, 0.5, 0.9, 5.0])
    monkeypatch.setattr(room.time, "monotonic", lambda: next(times))
    monkeypatch.setattr(room.time, "sleep", lambda _seconds: None)
    with services.database.before_others(), services.database.behind() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar_one() == 1


def test_a_persons_save_inside_is_kept_and_told_as_ever(services: Services) -> None:
    with services.database.before_others():
        services.projects.create({"title": "Wells", "code": "WA.0101", "countries": "KG"})

    assert services.projects.find("WA.0101").title == "Wells"
