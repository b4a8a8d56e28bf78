"""Laws of every import, whatever stands in the cells."""

import csv
import io
from decimal import Decimal

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop.services.roster import Services

HEADERS = {
    "projects": (
        "iati_identifier", "project code", "country", "status", "start_planned", "end_planned",
        "iom_type", "crs", "budget_usd", "title", "description",
    ),
    "places": ("country", "level", "code", "name", "parent", "lat", "lon"),
    "budgets": ("project", "period_start", "period_end", "currency", "amount"),
    "results": ("project", "level", "result", "indicator", "measure", "baseline", "period_start", "period_end", "target", "actual", "actual_place"),
}  # fmt: skip

LIKELY = st.sampled_from(
    [
        "", " ", "XM-DAC-47066-LM.0465", "XM-DAC-47066-RR.0731", "XM-DAC-41121-2018-KGZ", "LM.0465", "lm.0465",
        "KG", "KGZ", "Kyrgyzstan", "Atlantis", "KG: 60; TJ: 40", "KG: 60; TJ: 30", "2", "9", "output", "2026-01-01",
        "2025-12-31", "31.12.2026", "03/04/2026", "0", "-1", "12.50", "1,234", "1 200,5", "1e400", "NaN", "USD", "usd",
        "15190", "KG06", "Skills", "skills ", "Навыки", "مهارات", "🙂", "=1+1", "a" * 600,
    ]
)  # fmt: skip
CELLS = LIKELY | st.text(max_size=12)


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, bytes]:
    kind = draw(st.sampled_from(sorted(HEADERS)))
    header = HEADERS[kind]
    rows = draw(st.lists(st.lists(CELLS, min_size=len(header), max_size=len(header)), min_size=1, max_size=6))
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return kind, out.getvalue().encode("utf-8", "surrogatepass")


def change_number(services: Services) -> int:
    with services.database.reading() as work:
        return work.change


EMPTY_BUDGETS = b"project,period_start,period_end,currency,amount\r\n" + b",,,,\r\n" * 5


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=tables())
@example(table=("budgets", EMPTY_BUDGETS + b"\x00,,,,\r\n"))
@example(table=("budgets", EMPTY_BUDGETS + b"\x00,,,, \r\n"))
def test_no_row_fails_the_file_each_is_counted_once_and_again_changes_nothing(
    services: Services, table: tuple[str, bytes]
) -> None:
    kind, content = table

    rehearsed = services.exchanging.run(kind, content, "any.csv", dry_run=True)
    first = services.exchanging.run(kind, content, "any.csv")
    after_first = change_number(services)
    again = services.exchanging.run(kind, content, "any.csv")

    assert first.rows == rehearsed.rows
    assert first.taken + first.repaired + first.unchanged + first.left == len(first.rows)
    assert (again.taken, again.repaired) == (0, 0)
    assert change_number(services) == after_first
    assert [row.row for row in again.rows] == [row.row for row in first.rows]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    amount=st.decimals(min_value=0, max_value=Decimal("999999999999999.99"), places=2),
    title=st.text(min_size=1, max_size=80),
)
def test_amounts_and_titles_come_back_exactly_as_they_were_written(
    services: Services, amount: Decimal, title: str
) -> None:
    out = io.StringIO()
    csv.writer(out).writerows(
        [
            ("iati_identifier", "title", "budget", "currency"),
            ("XM-DAC-47066-LM.0465", title, str(amount), "USD"),
        ]
    )

    services.exchanging.run("projects", out.getvalue().encode(), "one.csv")

    kept = services.projects.find("LM.0465")
    assert kept.budget == amount
    assert kept.title


def test_an_identifier_is_not_taken_for_the_code_that_another_project_bears(services: Services) -> None:
    head = "iati_identifier,project code,title\r\n"
    first, second = f"{head}XM-DAC-1,XM-DAC-2,First\r\n", f"{head}XM-DAC-2,,Second\r\n"

    for file in (first, second):
        services.exchanging.run("projects", file.encode(), "one.csv")
    again = [services.exchanging.run("projects", file.encode(), "one.csv") for file in (first, second)]

    assert services.projects.find("XM-DAC-1").title == "First"
    assert [report.unchanged for report in again] == [1, 1]
