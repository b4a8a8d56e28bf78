"""The results-matrix linter: a sound matrix is silent, each fault is named where it stands."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.reference.matrix_advice import advice_for
from desktop.reference.matrix_words import word_lists
from desktop.rules.matrix import Matrix, MatrixIndicator, MatrixResult, MatrixTarget, Words
from desktop.rules.matrix_lint import CODES, LintSeverity, count_errors, lint, severity_of
from desktop.rules.vocabulary import Direction, Frequency, GenderMarker, Measure, ResultLevel, TargetBasis

D = Decimal
L = ResultLevel
ENGLISH = Words(**word_lists("en"))
RUSSIAN = Words(**word_lists("ru"))


def indicator(path, title, **changes):
    return replace(
        MatrixIndicator(
            path=path,
            title=title,
            unit="persons",
            baseline=D(0),
            targets=(MatrixTarget(value=D(100), due=date(2027, 6, 30)),),
            data_source="attendance sheets",
            method="monthly count",
            responsible="M&E officer",
            frequency=Frequency.QUARTERLY,
        ),
        **changes,
    )


def sound():
    """A matrix without a fault, to be broken in one place at a time."""
    extent = indicator(
        "1/I2", "Extent to which officials feel confident", measure=Measure.QUALITATIVE, unit=""
    )
    return Matrix(
        results=(
            MatrixResult(
                path="0",
                level=L.OBJECTIVE,
                statement="To contribute to safe migration from Osh",
                indicators=(indicator("0/I1", "Share of migrants with a contract"),),
            ),
            MatrixResult(
                path="1",
                level=L.OUTCOME,
                parent="0",
                statement="Border officials apply the referral procedure",
                assumptions="The ministry keeps its staff in post",
                indicators=(indicator("1/I1", "Share of cases referred within the procedure"), extent),
            ),
            MatrixResult(
                path="1.1",
                level=L.OUTPUT,
                parent="1",
                statement="Border officials have referral guides",
                assumptions="Printing houses stay open",
                indicators=(indicator("1.1/I1", "Number of posts with guides"),),
            ),
            MatrixResult(
                path="1.1.1",
                level=L.ACTIVITY,
                parent="1.1",
                statement="Print guides",
                in_workplan=True,
                in_budget=True,
            ),
        ),
        start=date(2026, 1, 1),
        end=date(2027, 12, 31),
        has_framework_link=True,
        evaluation_planned=True,
        reporting_months=6,
    )


def with_result(path, **changes):
    matrix = sound()
    return replace(
        matrix,
        results=tuple(replace(one, **changes) if one.path == path else one for one in matrix.results),
    )


def with_indicator(**changes):
    return with_result("1.1", indicators=(indicator("1.1/I1", "Number of posts with guides", **changes),))


def with_title(title):
    return with_result("1.1", indicators=(indicator("1.1/I1", title),))


def found(matrix, words=ENGLISH):
    return {(finding.code, finding.path) for finding in lint(matrix, words)}


def test_a_sound_matrix_is_silent():
    assert lint(sound(), ENGLISH) == ()


TARGET = MatrixTarget(value=D(100), due=date(2027, 6, 30))
FAULTS = [
    ("RM01", "", replace(sound(), results=sound().results[1:])),
    ("RM02", "1", with_result("1", parent=None)),
    ("RM02", "1.1.1", with_result("1.1.1", parent="1")),
    ("RM03", "1.1", replace(sound(), results=sound().results[:3])),
    ("RM04", "0", with_result("0", indicators=())),
    ("RM05", "1", with_result("1", statement="Train border officials")),
    ("RM06", "1.1", with_result("1.1", statement="Reduced poverty in Osh")),
    (
        "RM07",
        "1",
        with_result("1", statement="Officials apply the procedure and migrants use legal aid"),
    ),
    ("RM08", "1.1/I1", with_indicator(unit=" ")),
    ("RM09", "1.1/I1", with_indicator(baseline=None)),
    ("RM10", "1.1/I1", with_indicator(targets=(MatrixTarget(value=D(1)),))),
    ("RM11", "1.1/I1", with_indicator(targets=(replace(TARGET, due=date(2028, 1, 1)),))),
    ("RM12", "1.1/I1", with_indicator(direction=Direction.DOWN)),
    ("RM12", "1.1/I1", with_indicator(targets=(replace(TARGET, value=D(-5), basis=TargetBasis.INCREMENT),))),
    ("RM13", "1.1/I1", with_indicator(method="")),
    ("RM14", "1.1/I1", with_indicator(frequency=None)),
    ("RM15", "1.1", with_result("1.1", assumptions="")),
    ("RM16", "1.1/I1", with_indicator(counts_persons=True, dimensions=frozenset({"age"}))),
    ("RM17", "1.1/I1", with_indicator(counts_persons=True, dimensions=frozenset({"sex"}))),
    ("RM18", "1.1/I1", with_title("500 guides at posts")),
    ("RM18", "1.1/I1", with_title("Increased number of posts with guides")),
    ("RM19", "1.1/I1", with_title("Number of posts with adequate guides")),
    (
        "RM20",
        "1.1",
        with_result(
            "1.1",
            indicators=tuple(indicator(f"1.1/{name}", f"Number of {name}") for name in ("u", "v", "w", "z")),
        ),
    ),
    ("RM21", "1", with_result("1", indicators=(indicator("1/I1", "Share of cases referred"),))),
    ("RM22", "1", with_result("1", indicators=(indicator("1/I1", "Number of officials trained"),))),
    ("RM23", "1.1/I1", with_indicator(measure=Measure.PERCENTAGE, unit="%")),
    ("RM24", "1.1/I1", with_indicator(baseline=D(100))),
    ("RM25", "1.1.1", with_result("1.1.1", in_workplan=False)),
    ("RM26", "1.1.1", with_result("1.1.1", in_budget=False)),
    ("RM27", "", replace(sound(), has_framework_link=False)),
    ("RM28", "", replace(sound(), gender_marker=GenderMarker.ALL, gender_evidence=GenderMarker.SOME)),
    ("RM29", "1", replace(sound(), risks=("The ministry keeps its staff in post",))),
    ("RM30", "1.1/I1", with_title("Share of migrants  with a CONTRACT")),
    ("RM31", "1.1/I1", with_indicator(frequency=Frequency.ANNUAL)),
    ("RM32", "", replace(sound(), evaluation_planned=False)),
]


@pytest.mark.parametrize(("code", "path", "matrix"), FAULTS)
def test_a_fault_is_named_where_it_stands(code, path, matrix):
    assert (code, path) in found(matrix)


def test_every_rule_has_a_case_here_and_advice_for_a_person():
    assert {code for code, _path, _matrix in FAULTS} == set(CODES)
    assert all(advice_for(code, "x").sentence() for code in CODES)


def test_errors_block_and_the_rest_does_not():
    errors = {int(code[2:]) for code in CODES if severity_of(int(code[2:])) is LintSeverity.ERROR}

    assert errors == {1, 2, 3, 4, 8, 9, 10, 11, 12, 13, 16, 23}
    assert severity_of(21) is LintSeverity.INFO
    assert count_errors(lint(with_indicator(unit=""), ENGLISH)) == 1


def test_a_date_for_the_baseline_or_a_reason_for_no_sex_is_enough():
    assert found(with_indicator(baseline=None, baseline_due=date(2026, 3, 1))) == set()
    assert found(with_indicator(counts_persons=True, waiver="anonymous hotline")) == set()


def test_a_defined_word_is_no_longer_vague():
    matrix = replace(
        with_title("Number of posts with adequate guides"), defined_words=frozenset({"adequate"})
    )

    assert found(matrix) == set()


def test_a_list_of_nouns_or_verbs_is_one_result():
    for statement in (
        "Officials have knowledge, tools and access to data",
        "Mechanisms are established and strengthened",
    ):
        assert ("RM07", "1") not in found(with_result("1", statement=statement))


def test_cause_and_effect_in_one_sentence_are_two_results():
    both = with_result("1", statement="Officials apply the procedure, thereby migrants are safe")

    assert ("RM07", "1") in found(both)


def test_years_and_codes_are_no_target():
    assert ("RM18", "1.1/I1") not in found(with_title("Number of posts with the 2026 guides"))
    assert ("RM18", "1.1/I1") not in found(with_title("Number of posts with form F-12"))


def test_without_word_lists_the_word_rules_keep_silent():
    assert found(with_result("1", statement="Train officials"), words=None) == set()
    assert word_lists("ka") is None


def test_russian_statements_are_read_by_the_russian_lists():
    bad = with_result("1", statement="Провести обучение сотрудников")
    good = with_result("1", statement="Сотрудники границы применяют порядок перенаправления")

    assert ("RM05", "1") in found(bad, RUSSIAN)
    assert ("RM05", "1") not in found(good, RUSSIAN)
    assert ("RM18", "1.1/I1") in found(with_title("Увеличение числа постов"), RUSSIAN)


def test_findings_come_in_the_order_of_the_matrix():
    broken = replace(with_result("1.1.1", in_workplan=False, in_budget=False), evaluation_planned=False)

    assert [(one.code, one.path) for one in lint(broken, ENGLISH)] == [
        ("RM32", ""),
        ("RM25", "1.1.1"),
        ("RM26", "1.1.1"),
    ]


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_breaks_the_linter(statement, title):
    matrix = with_result("1", statement=statement, indicators=(indicator("1/I1", title),))

    lint(matrix, ENGLISH)
    lint(matrix, RUSSIAN)
