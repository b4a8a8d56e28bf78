"""Frameworks, shares, gender marker."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.coverage import (
    Cell,
    Link,
    coverage,
    gaps,
    gender_marker,
    item_shares,
    marker_above_evidence,
)
from desktop.rules.shares import even_shares, missing_to_whole, sum_to_whole
from desktop.rules.vocabulary import GenderMarker, LinkWeight

D = Decimal
P, S = LinkWeight.PRIMARY, LinkWeight.SECONDARY
links = st.lists(
    st.builds(
        Link, project_id=st.just("p"), item=st.sampled_from("ABCDE"), weight=st.sampled_from(LinkWeight)
    ),
    min_size=1,
)


@given(links)
def test_a_budget_counts_once_per_framework(its_links):
    assert abs(sum(item_shares(its_links).values()) - 1) < D("1e-25")


def test_primaries_share_seventy_and_secondaries_thirty():
    shares = item_shares(
        [Link(project_id="p", item=item, weight=w) for item, w in (("A", P), ("B", P), ("C", S))]
    )

    assert shares == {"A": D("0.35"), "B": D("0.35"), "C": D("0.3")}


def test_one_kind_alone_has_the_whole():
    assert item_shares([Link(project_id="p", item="A", weight=S)]) == {"A": 1}


def test_coverage_counts_projects_and_money_and_shows_empty_cells():
    cells = coverage(
        [Link(project_id="p", item="A", weight=P), Link(project_id="q", item="A", weight=P)],
        {"p": D(1000), "q": None},
        {"p": {"KG": D(60), "TJ": D(40)}, "q": {"KG": D(100)}},
        items=["A", "B"],
        in_countries=["KG", "TJ"],
    )

    assert cells["A", "KG"] == Cell(projects=2, budget=D(600))
    assert cells["A", "TJ"] == Cell(projects=1, budget=D(400))
    assert gaps(cells) == (("B", "KG"), ("B", "TJ"))


@given(st.integers(1, 200))
def test_even_shares_sum_to_a_hundred_exactly(count):
    assert sum_to_whole(even_shares(count))


def test_what_is_missing_to_the_whole_is_said():
    assert missing_to_whole([D(60), D("39.9")]) == D("0.1")
    assert not sum_to_whole([D(60), D("39.9")])
    assert not sum_to_whole([D(150), D(-50)])
    assert sum_to_whole([])
    assert even_shares(0) == ()


def test_the_gender_marker_follows_from_its_three_parts():
    def marker(*parts, aim=False):
        assessment, activities, outputs = parts
        return gender_marker(
            assessment=assessment, activities=activities, outputs=outputs, equality_is_main_aim=aim
        )

    assert marker(True, True, True, aim=True) is GenderMarker.AIM
    assert marker(True, True, True) is GenderMarker.ALL
    assert marker(True, False, False) is GenderMarker.SOME
    assert marker(False, False, False, aim=True) is GenderMarker.NONE
    assert marker(True, True, None) is None


def test_a_marker_above_its_evidence_is_seen():
    assert marker_above_evidence(GenderMarker.ALL, GenderMarker.SOME)
    assert not marker_above_evidence(GenderMarker.NOT_APPLICABLE, GenderMarker.NONE)
    assert not marker_above_evidence(None, GenderMarker.NONE)
