"""IATI activity files, sound and hostile."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import BadInput
from desktop.exchange.budgets import read_budgets
from desktop.exchange.iati import is_iati, read_iati
from desktop.exchange.projects import read_projects
from desktop.exchange.results import read_results

ACTIVITY = """<iati-activities version="2.03">
<iati-activity default-currency="USD" xml:lang="en">
 <iati-identifier>XM-DAC-47066-LM.0465</iati-identifier>
 <title><narrative xml:lang="ru">Миграция</narrative><narrative xml:lang="en">Migration</narrative></title>
 <description><narrative>Long</narrative></description>
 <participating-org role="1"><narrative>Donor; One</narrative></participating-org>
 <activity-status code="2"/>
 <activity-date type="1" iso-date="2026-01-01"/><activity-date type="3" iso-date="2027-12-31"/>
 <recipient-country code="KG"/>
 <sector code="15190"/><sector vocabulary="7" code="xyz"/>
 <budget><period-start iso-date="2026-01-01"/><period-end iso-date="2026-12-31"/>
  <value value-date="2026-01-01">1000.50</value></budget>
 <result type="1"><title><narrative>Counselling</narrative></title>
  <indicator measure="1"><title><narrative># of persons</narrative></title>
   <baseline year="2025" value="0"/>
   <period><period-start iso-date="2026-01-01"/><period-end iso-date="2026-06-30"/>
    <target value="10"><dimension name="sex" value="f"/></target>
    <target value="20"><dimension name="sex" value="m"/></target>
    <actual value="19"><dimension name="sex" value="m"/></actual></period>
   <period><period-start iso-date="2026-07-01"/><period-end iso-date="2026-12-31"/><actual value="7"/></period>
  </indicator>
  <indicator measure="1"><title><narrative># of offices</narrative></title><baseline year="2025" value="3"/></indicator>
 </result>
</iati-activity>
</iati-activities>"""


def test_an_activity_becomes_a_project_in_its_english_words():
    (project,) = read_projects(read_iati(ACTIVITY.encode(), "a.xml").projects).rows

    assert (project.code, project.title, project.row_number) == ("LM.0465", "Migration", 2)
    assert project.donors == ("Donor, One",)
    assert [sector.code for sector in project.sectors] == ["15190"]
    assert project.problems == ()


def test_a_budget_takes_the_currency_of_its_activity():
    (line,) = read_budgets(read_iati(ACTIVITY.encode(), "a.xml").budgets).rows

    assert (str(line.amount), line.currency) == ("1000.50", "USD")


def test_targets_stand_beside_the_actual_values_of_their_group():
    rows = read_results(read_iati(ACTIVITY.encode(), "a.xml").results).rows

    assert [(row.indicator, row.target, row.actual, row.baseline) for row in rows] == [
        ("# of persons", 10, None, 0),
        ("# of persons", 20, 19, 0),
        ("# of persons", None, 7, 0),
        ("# of offices", None, None, 3),
    ]


def test_an_activity_file_is_known_by_its_content():
    assert is_iati(ACTIVITY.encode())
    assert not is_iati(b"a,b\n1,2\n")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "damaged"),
        ("hello", "damaged"),
        (ACTIVITY[:900], "damaged"),
        ("<html/>", "not an IATI"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><iati-activities>&b;</iati-activities>', "document type"),
    ],
)
def test_what_is_no_activity_file_is_a_sentence(content, says):
    with pytest.raises(BadInput, match=says):
        read_iati(content.encode(), "a.xml")


def test_entities_are_neither_fetched_nor_unfolded(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    hostile = (
        f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><iati-activities><a>&x;</a></iati-activities>'
    )

    with pytest.raises(BadInput):
        read_iati(hostile.encode(), "a.xml")


@given(st.integers(0, len(ACTIVITY)), st.integers(0, 40), st.text(max_size=8))
def test_no_damage_crashes_the_reader(at, length, put):
    content = ACTIVITY[:at] + put + ACTIVITY[at + length :]
    try:
        tables = read_iati(content.encode("utf-8", "replace"), "a.xml")
    except BadInput:
        return
    read_projects(tables.projects)
    read_results(tables.results)
