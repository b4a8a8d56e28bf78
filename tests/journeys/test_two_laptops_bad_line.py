"""Two laptops on a line that loses, repeats and damages messages: nobody loses a word, nothing stands there twice."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from desktop.errors import NetworkProblem
from tests.journeys.bad_line import BadLine
from tests.journeys.conftest import Laptop, Office, meet

Two = tuple[Laptop, Laptop]


@pytest.fixture(params=[1, 2, 3])
def line(request: pytest.FixtureRequest, office: Office) -> Iterator[BadLine]:
    """Stands where the laptops look for the server, which listens elsewhere."""
    port = office.port
    office.stop()
    office.move()
    office.start()
    made = BadLine(port, office.port, seed=request.param)
    yield made
    made.close()


@pytest.mark.slow
def test_on_a_line_that_cuts_repeats_and_damages_messages_all_work_arrives_once(
    line: BadLine, two: Two
) -> None:
    problems: list[NetworkProblem] = []
    for at in range(10):
        for laptop in two:
            name = f"{laptop.email.partition('@')[0]} {at}"
            laptop.type("actions", "new", "--title", name, "--project", "LM.0465", "--due", "2026-12-01")
            with closing(laptop.services()) as services:
                try:
                    services.syncing.sync()
                except NetworkProblem as problem:
                    problems.append(problem)
    line.heal()
    meet(*two)

    titles = [item["title"] for item in two[0].type("actions", "list", "--limit", "100")["items"]]
    assert sorted(titles) == sorted(f"{name} {at}" for name in ("aigul", "beka") for at in range(10))
    assert two[0].content() == two[1].content()
    assert len(set(line.met)) > 4
    assert problems
    assert all("safe on this laptop" in problem.sentence() for problem in problems)
