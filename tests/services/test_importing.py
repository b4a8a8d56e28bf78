"""Imports take, repair, leave and report every row; again changes nothing; one import is one action."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from desktop.errors import BadInput, Refused
from desktop.progress import Cancelled, Progress
from desktop.rules.vocabulary import ProjectKind, ProjectStage, Role
from desktop.services.accounts.access import Grant
from desktop.services.exchanging.records import ImportReport
from desktop.services.fates import Fate
from desktop.services.projects.records import ProjectFilter
from desktop.services.roster import Services
from desktop.storage.changed import Changed

PROJECTS = """\
iati_identifier,country,status,start_planned,end_planned,iom_type,crs,budget_usd,title,description
XM-DAC-47066-LM.0465,KG,2,2025-03-01,2028-02-29,LM,15190,2400000.00,Skills and safe labour migration,Osh
XM-DAC-47066-RR.0731,GE,4,2020-01-01,2021-12-31,RR,15190,0.10,Reintegration support ,Trailing blank
XM-DAC-47066-MP.0392,BA,9,2022-05-01,2021-05-01,MP,15190,,Safe reception,End before start and no such status
XM-DAC-47066-LM.0465,KG,2,2025-03-01,2028-02-29,LM,15190,2400000.00,Another title,Same identifier
,,,,,,,,,
,KG,2,,,,,,,No name at all
"""

PLACES = """\
Location,Admin Level,P-Code,Name,Parent P-Code,Valid from date
KGZ,2,KG0602,Alay,KG06,2022-01-01
KGZ,1,KG06,Osh,KGZ,2022-01-01
XXX,1,ZZ01,Nowhere,,2022-01-01
"""

BUDGETS = """\
iati_identifier,budget_period_start,budget_period_end,budget_currency,budget_value
XM-DAC-47066-LM.0465,2025-01-01,2025-12-31,USD,800000.05
XM-DAC-47066-LM.0465,2026-01-01,2026-12-31,USD,many
XM-DAC-47066-ZZ.0001,2026-01-01,2026-12-31,USD,5
"""

RESULTS = """\
iati_identifier,result_type,result_title,result_indicator_title,result_indicator_measure,\
result_indicator_baseline_value,result_indicator_period_start,result_indicator_period_end,\
result_indicator_target_value,result_indicator_actual_value,result_indicator_actual_location_ref
XM-DAC-41121-2018-KGZ,1,Law and policy,# of interventions,1,,2018-01-01,2018-12-31,27,30,Kyrgyzstan
XM-DAC-41121-2018-KGZ,2,Law and policy,Extent law is consistent,2,70,2018-01-01,2018-12-31,90,80,Kyrgyzstan
XM-DAC-41121-2018-KGZ,1,Law and policy,# of interventions,1,,2019-01-01,2019-12-31,20,10,Kyrgyzstan
"""

Importer = Callable[..., ImportReport]


@pytest.fixture
def take(services: Services) -> Importer:
    def run(kind: str, text: str, **options: object) -> ImportReport:
        return services.exchanging.run(kind, text.encode(), "list.csv", **options)  # type: ignore[arg-type]

    return run


def fates(report: ImportReport) -> list[tuple[int, str, str]]:
    return [(row.row, row.action.value, row.code) for row in report.rows]


def test_every_row_is_taken_repaired_or_left_and_says_why(services: Services, take: Importer) -> None:
    report = take("projects", PROJECTS)

    assert fates(report) == [
        (2, "taken", ""),
        (3, "repaired", "trimmed"),
        (4, "repaired", "end_before_start"),
        (5, "left", "same_ref"),
        (7, "left", "no_identifier"),
    ]
    assert (report.taken, report.repaired, report.unchanged, report.left) == (1, 2, 0, 2)
    assert all(row.message for row in report.rows[1:])


def test_what_was_read_is_what_is_kept(services: Services, take: Importer) -> None:
    take("projects", PROJECTS)

    skills = services.projects.find("LM.0465")
    assert (skills.stage, skills.office, skills.budget) == (
        ProjectStage.IMPLEMENTING,
        "KG",
        Decimal("2400000.00"),
    )
    assert services.projects.find("RR.0731").title == "Reintegration support"
    assert services.projects.find("MP.0392").planned_end is None


def test_the_same_file_again_changes_nothing(services: Services, take: Importer) -> None:
    take("projects", PROJECTS)
    before = change_number(services)

    again = take("projects", PROJECTS)

    assert (again.taken, again.repaired, again.unchanged) == (0, 0, 3)
    assert change_number(services) == before


def change_number(services: Services) -> int:
    with services.database.reading() as work:
        return work.change


def test_a_rehearsal_tells_the_same_and_writes_nothing(services: Services, take: Importer) -> None:
    rehearsed = take("projects", PROJECTS, dry_run=True)

    assert services.projects.count(ProjectFilter()) == 0
    assert fates(rehearsed) == fates(take("projects", PROJECTS))


def test_a_later_file_changes_only_what_it_says_differently(services: Services, take: Importer) -> None:
    take("projects", PROJECTS)
    project = services.projects.find("LM.0465")
    services.projects.set_fields(project.id, {"donors": "Government of Examplia"})

    later = take("projects", "IATI identifier,title,status\nXM-DAC-47066-LM.0465,Skills in Osh,4\n")

    changed = services.projects.find("LM.0465")
    assert later.rows[0].action is Fate.TAKEN
    assert (changed.title, changed.donors) == ("Skills in Osh", ("Government of Examplia",))
    assert changed.stage is ProjectStage.IMPLEMENTING
    assert "stage stays" in later.rows[0].message


def test_what_lies_in_the_bin_is_left_there(services: Services, take: Importer) -> None:
    take("projects", PROJECTS)
    services.projects.delete(services.projects.find("LM.0465").id)

    again = take("projects", PROJECTS)

    assert fates(again)[0] == (2, "left", "in_bin")


def test_one_import_is_one_action_and_one_notice(services: Services, take: Importer) -> None:
    heard: list[Changed] = []
    services.database.subscribe(heard.append)

    take("projects", PROJECTS)

    assert [notice.areas for notice in heard] == [frozenset({"projects"})]
    with services.database.reading() as work:
        actions = work.session.connection().exec_driver_sql(
            "SELECT DISTINCT action, reason FROM journal WHERE table_name = 'projects'"
        )
        found = actions.fetchall()
    assert len(found) == 1
    assert found[0][0].startswith("import.projects:")
    assert found[0][1] == "list.csv"


def test_cancelling_leaves_nothing_half_done(services: Services, take: Importer) -> None:
    progress = Progress()
    steps: list[str] = []

    def stop_when_saving(done: int, total: int, what: str) -> None:
        steps.append(what)
        if what == "Saving":
            progress.stop()

    progress = Progress(stop_when_saving)
    rows = "".join(f"XM-DAC-47066-LM.{number:04d},Project {number}\n" for number in range(6000))
    with pytest.raises(Cancelled):
        take("projects", "iati_identifier,title\n" + rows, progress=progress)

    assert services.projects.count(ProjectFilter()) == 0
    assert "Saving" in steps


def test_places_find_their_parents_in_any_order(services: Services, take: Importer) -> None:
    report = take("places", PLACES)

    assert fates(report) == [(2, "taken", ""), (3, "taken", ""), (4, "left", "unknown_country")]
    with services.database.reading() as work:
        alay, osh = work.places.by_code("KG0602")[0], work.places.by_code("KG06")[0]
    assert alay.parent_id == osh.id
    assert (osh.country, osh.level, osh.parent_id) == ("KG", 1, None)


def test_budget_lines_need_their_project_and_an_amount(services: Services, take: Importer) -> None:
    take("projects", PROJECTS)

    report = take("budgets", BUDGETS)

    assert [(row.action.value, row.code) for row in report.rows] == [
        ("taken", ""),
        ("left", "no_amount"),
        ("left", "unknown_project"),
    ]
    lines = services.projects.find("LM.0465").budget_lines
    assert [(line.amount, line.currency) for line in lines] == [(Decimal("800000.05"), "USD")]


def test_locations_are_tied_to_the_places_of_the_store(services: Services, take: Importer) -> None:
    take("projects", PROJECTS)
    take("places", PLACES)

    take(
        "locations",
        "iati_identifier,name,place_code,lat,lon\nXM-DAC-47066-LM.0465,Osh town,KG06,40.53,72.80\n",
    )

    (location,) = services.projects.find("LM.0465").locations
    assert location.place_id is not None
    assert (location.lat, location.lon) == (Decimal("40.53"), Decimal("72.80"))


def test_published_results_of_others_become_external_projects_with_a_matrix(
    services: Services, take: Importer
) -> None:
    report = take("results", RESULTS)

    project = services.projects.find("XM-DAC-41121-2018-KGZ")
    assert (project.kind, [share.code for share in project.countries]) == (ProjectKind.EXTERNAL, ["KG"])
    assert [row.code for row in report.rows] == ["project_added", "", ""]
    matrix = services.results.matrix(project.id)
    assert [(result.number, result.level) for result in matrix.results] == [
        ("1", "outcome"),
        ("1.1", "output"),
    ]
    counted = matrix.results[1].indicators[0].standing
    assert (counted.target, counted.current) == (47, 40)
    again = take("results", RESULTS)
    assert (again.unchanged, again.taken) == (3, 0)


def test_two_laptops_that_import_one_file_mean_the_same_records(
    services: Services, take: Importer, tmp_path, clock
) -> None:
    from desktop.app.wiring import Milepost
    from desktop.services.accounts.service import create_store
    from tests.conftest import PASSPHRASE

    create_store(
        tmp_path / "other", passphrase=PASSPHRASE, name="B", email=None, office_code="GE", clock=clock
    )
    take("projects", PROJECTS)
    take("results", RESULTS)
    mine = ids_in(services)

    with Milepost(clock).open(tmp_path / "other", PASSPHRASE) as other:
        other.exchanging.run("projects", PROJECTS.encode(), "list.csv")
        other.exchanging.run("results", RESULTS.encode(), "list.csv")
        theirs = ids_in(other)

    assert mine == theirs


def ids_in(services: Services) -> set[object]:
    found: set[object] = set()
    for row in services.projects.page(ProjectFilter()):
        matrix = services.results.matrix(row.id)
        found |= {row.id, *(result.id for result in matrix.results), *(one.id for one in matrix.indicators)}
    return found


def test_a_mapping_names_the_columns_of_a_foreign_table(services: Services, take: Importer) -> None:
    take(
        "projects",
        "Kennung;Bezeichnung\nXM-DAC-47066-LM.0465;Fähigkeiten\n",
        mapping={"iati_id": "Kennung", "title": "Bezeichnung"},
    )

    assert services.projects.find("LM.0465").title == "Fähigkeiten"


def test_a_preview_shows_the_head_and_the_guessed_columns(services: Services) -> None:
    preview = services.exchanging.preview("projects", PROJECTS.encode(), "list.csv")

    columns = {field.key: field.column for field in preview.fields}
    assert (columns["iati_id"], columns["planned_start"], columns["donors"]) == (
        "iati_identifier",
        "start_planned",
        None,
    )
    assert preview.row_count == 5
    assert preview.sample[0][0] == "XM-DAC-47066-LM.0465"


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "empty"), (b"\x00\x01\x02" * 500, "list.csv"), (b"colour,size\nred,5\n", "no column that names")],
)
def test_a_file_that_is_no_list_is_one_sentence(services: Services, content: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        services.exchanging.run("projects", content, "list.csv")


def test_without_the_role_an_import_is_refused_and_for_one_country_only_its_rows_are_taken(
    services: Services, take: Importer
) -> None:
    me = services.accounts.me().person.id
    services.access.sign_in(me, enrolled=True, grants=[Grant(role=Role.MONITOR)])
    with pytest.raises(Refused):
        take("places", PLACES.replace("XXX", "KGZ"))

    services.access.sign_in(me, enrolled=True, grants=[Grant(role=Role.MANAGER, country="KG")])
    report = take("projects", PROJECTS)

    assert [(row.action.value, row.code) for row in report.rows[:3]] == [
        ("taken", ""),
        ("left", "no_right"),
        ("left", "no_right"),
    ]


def test_each_importer_offers_a_blank_template_that_it_reads_itself(services: Services) -> None:
    for kind in ("projects", "places", "locations", "budgets", "results"):
        preview = services.exchanging.preview(kind, services.exchanging.blank_template(kind), "blank.xlsx")
        assert all(field.column for field in preview.fields if field.needed)


def test_an_import_taken_back_can_be_taken_in_again(services: Services, take: Importer) -> None:
    for kind, text in (("projects", PROJECTS), ("results", RESULTS)):
        take(kind, text)
        services.history.undo()
    assert services.projects.count(ProjectFilter()) == 0

    again = take("projects", PROJECTS), take("results", RESULTS)

    assert [(report.taken + report.repaired, report.unchanged) for report in again] == [(3, 0), (3, 0)]
    assert services.projects.count(ProjectFilter()) == 4


def test_an_import_taken_back_comes_back_by_redo_approved_figures_too(
    services: Services, take: Importer
) -> None:
    take("projects", PROJECTS)
    take("results", RESULTS)
    services.history.undo()

    services.history.redo()

    assert services.projects.count(ProjectFilter()) == 4
    assert take("results", RESULTS).unchanged == 3


def test_an_import_taken_in_again_is_still_one_undo(services: Services, take: Importer) -> None:
    take("projects", PROJECTS)
    take("results", RESULTS)
    services.history.undo()
    take("results", RESULTS)

    taken_back = services.history.undo()

    assert taken_back is not None
    assert (taken_back.action, taken_back.left) == ("import.results", 0)
    assert services.projects.count(ProjectFilter()) == 3


def test_a_row_that_is_cut_off_takes_no_title_away(services: Services, take: Importer) -> None:
    take("projects", PROJECTS)
    head, row, *_rest = PROJECTS.splitlines()

    take("projects", "\n".join((head, row[: row.index("2400000")])))

    (project,) = services.projects.page(ProjectFilter(text="LM.0465"), limit=1)
    assert project.title == "Skills and safe labour migration"


def test_a_row_whose_columns_are_shifted_by_a_quotation_mark_is_left(
    services: Services, take: Importer
) -> None:
    take("projects", PROJECTS)
    head, row, *_rest = PROJECTS.splitlines()
    title = "Skills and safe labour migration"

    report = take("projects", "\n".join((head, row.replace(title, '"Regular, responsible, safe'))))

    (left,) = report.rows
    assert left.action is Fate.LEFT
    assert "never closed" in left.message
    (project,) = services.projects.page(ProjectFilter(text="LM.0465"), limit=1)
    assert project.title == title


def test_a_few_broken_bytes_do_not_make_other_letters_of_all(services: Services, take: Importer) -> None:
    take("projects", PROJECTS)
    content = PROJECTS.replace("Skills and", "Les compétences, “skills” and — été").encode()
    broken = content[:300] + b"\xff\xfe" + content[300:]

    with pytest.raises(BadInput) as problem:
        services.exchanging.run("projects", broken, "list.csv")

    assert "is damaged: its text breaks off or is mixed at byte 300" in problem.value.what()
    (project,) = services.projects.page(ProjectFilter(text="LM.0465"), limit=1)
    assert project.title == "Skills and safe labour migration"
