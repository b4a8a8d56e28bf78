"""Quality scores and risk scores."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.dqa import (
    QualityBand,
    QualityDimension,
    Score,
    mean_score,
    needs_note_and_action,
    quality_band,
)
from desktop.rules.risk import RiskFacts, RiskLevel, heat_map, is_weighty, level_of, risk_faults, score

Q = QualityDimension
scores = st.dictionaries(st.sampled_from(Q), st.one_of(st.none(), st.sampled_from(Score)))


def all_at(value, **others):
    return dict.fromkeys(Q, Score(value)) | {Q(name): Score(score) for name, score in others.items()}


def test_quality_bands_follow_the_mean():
    assert quality_band(all_at(3)) is QualityBand.HIGH
    assert quality_band(all_at(2)) is QualityBand.MEDIUM
    assert quality_band(all_at(1)) is QualityBand.LOW
    assert quality_band({Q.VALIDITY: Score.GOOD, Q.PRECISION: Score.PARTLY}) is QualityBand.HIGH


def test_weak_validity_or_integrity_is_never_high():
    assert mean_score(all_at(3, validity=1)) >= Decimal("2.5")
    assert quality_band(all_at(3, validity=1)) is QualityBand.MEDIUM
    assert quality_band(all_at(3, timeliness=1)) is QualityBand.HIGH


@given(scores)
def test_what_does_not_apply_takes_no_part(given_scores):
    applying = {dimension: score for dimension, score in given_scores.items() if score is not None}

    assert mean_score(given_scores) == mean_score(applying)
    assert (quality_band(given_scores) is None) is (not applying)


def test_each_weak_dimension_needs_a_note_and_an_action():
    assert needs_note_and_action(all_at(2, integrity=1, completeness=1)) == (Q.INTEGRITY, Q.COMPLETENESS)


@pytest.mark.parametrize(
    ("points", "level"),
    [
        (4, RiskLevel.LOW),
        (5, RiskLevel.MEDIUM),
        (9, RiskLevel.MEDIUM),
        (10, RiskLevel.HIGH),
        (16, RiskLevel.HIGH),
        (20, RiskLevel.VERY_HIGH),
        (25, RiskLevel.VERY_HIGH),
    ],
)
def test_risk_levels_have_their_borders(points, level):
    assert level_of(points) is level


def test_a_score_outside_the_grid_is_refused():
    with pytest.raises(ValueError):
        score(0, 3)


def test_a_weighty_risk_needs_treatment_owner_and_date():
    assert risk_faults(RiskFacts(likelihood=4, consequence=4, owner=True)) == ("no_treatment", "no_due")
    assert risk_faults(RiskFacts(likelihood=2, consequence=2)) == ()
    assert is_weighty(10)
    assert not is_weighty(9)


def test_residual_is_at_most_inherent():
    worse = RiskFacts(likelihood=1, consequence=2, residual_likelihood=2, residual_consequence=2)
    half = RiskFacts(likelihood=1, consequence=2, residual_likelihood=1)

    assert risk_faults(worse) == ("residual_above_inherent",)
    assert risk_faults(half) == ("residual_incomplete",)


def test_the_heat_map_shows_empty_cells():
    cells = heat_map([(1, 5), (1, 5)])

    assert len(cells) == 25
    assert cells[1, 5] == 2
    assert cells[3, 3] == 0
