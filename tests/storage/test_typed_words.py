"""Words typed into a list find the same whether or not the index has caught up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as sqlcipher

from desktop.models.ids import new_id
from desktop.rules.folding import fold
from desktop.services.roster import Services
from desktop.services.visits.records import VisitFilter
from desktop.storage.search_readers import Entry
from desktop.storage.search_words import holds, match_of
from tests.makers import make_project, make_visit

TEXTS = st.text(alphabet="abéёЁлБ_-/.' 12\"Łا", max_size=24)


def _entry(title: str, code: str, body: str) -> Entry:
    words = (fold(title), fold(code), fold(body))
    return Entry(
        record_id=new_id(),
        kind="visit",
        scope_id=new_id(),
        opens_id=new_id(),
        title="",
        code=None,
        words=words,
    )


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_an_unread_record_answers_as_the_index_would(title: str, code: str, body: str, asked: str) -> None:
    entry, query = _entry(title, code, body), match_of(asked)
    if not query:
        return
    db = sqlcipher.connect(":memory:")
    db.execute(
        "CREATE VIRTUAL TABLE w USING fts5(title, code, body, tokenize='unicode61 remove_diacritics 0', prefix='2 3')"
    )
    db.execute("INSERT INTO w VALUES (?, ?, ?)", entry.words)

    found = bool(db.execute("SELECT 1 FROM w WHERE w MATCH ?", (query,)).fetchall())
    db.close()

    assert holds(entry.words, asked) is found


@pytest.fixture
def indexed(services: Services) -> Services:
    """A store with one visit to a project on skills, all of it indexed."""
    make_visit(
        services, make_project(services, title="Skills and safe labour migration"), title="Job fair in Osh"
    )
    services.search.catch_up()
    return services


def _count(services: Services, words: str) -> int:
    found = services.visits.count(VisitFilter(text=words))
    assert len(services.visits.page(VisitFilter(text=words))) == found
    return found


@pytest.mark.parametrize("words", ["fair", "FAIR osh", "ski", "safe lab", "lm.0465"])
def test_a_visit_is_found_by_its_own_words_and_by_its_project(indexed: Services, words: str) -> None:
    assert _count(indexed, words) == 1
    assert _count(indexed, f"{words} zzz") == 0


def test_what_changed_since_the_index_is_found_at_once(indexed: Services) -> None:
    other = make_project(indexed, code="LM.0500", title="Clinics of the north")
    made = make_visit(indexed, other, title="Cold chain")
    assert _count(indexed, "cold") == 1
    assert _count(indexed, "clinics") == 1

    indexed.visits.set_fields(made, {"title": "Water supply"})

    assert _count(indexed, "water") == 1


def test_before_there_is_an_index_the_letters_are_looked_for(services: Services) -> None:
    make_visit(services, make_project(services), title="Job fair in Osh")

    assert _count(services, "air in") == 1
    assert _count(services, "zzz") == 0


def test_the_same_words_are_answered_anew_after_any_change(indexed: Services) -> None:
    assert _count(indexed, "clinics") == 0
    made = make_visit(indexed, make_project(indexed, code="LM.0501", title="Clinics of the south"))
    assert _count(indexed, "clinics") == 1

    indexed.search.catch_up()
    assert _count(indexed, "clinics") == 1

    indexed.visits.delete(made)
    assert _count(indexed, "clinics") == 0
