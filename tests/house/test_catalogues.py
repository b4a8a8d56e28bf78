"""Translations are drafts, and say so; none of them can break a sentence."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from desktop.i18n import LANGUAGES, language, ngettext, use_language
from tools.catalogues import LOCALE, compile_all, sources

PLACEHOLDER = re.compile(r"\{\w+\}")


@pytest.fixture
def in_english():
    yield
    use_language("en")


def texts_of(path: Path):
    with open(path, "rb") as file:
        for message in read_po(file, locale=path.parts[-3]):
            if message.id:
                originals = message.id if isinstance(message.id, tuple) else (message.id,)
                drafts = message.string if isinstance(message.string, tuple) else (message.string,)
                yield originals, [draft for draft in drafts if draft]


def test_every_language_of_the_program_has_a_catalogue():
    assert {path.parts[-3] for path in sources()} == set(LANGUAGES) - {"en"}


@pytest.mark.parametrize("path", tuple(sources()), ids=lambda path: path.parts[-3])
def test_a_draft_has_the_placeholders_of_its_text_and_no_other(path):
    wrong = [
        draft
        for originals, drafts in texts_of(path)
        for draft in drafts
        if set(PLACEHOLDER.findall(draft)) != set(PLACEHOLDER.findall(" ".join(originals)))
    ]

    assert wrong == []


@pytest.mark.parametrize("path", tuple(sources()), ids=lambda path: path.parts[-3])
def test_a_catalogue_says_that_a_machine_drafted_it(path):
    assert "Machine-drafted" in path.read_text("utf-8")[:400]


@pytest.mark.parametrize(
    ("code", "count", "said"),
    [
        ("ru", 1, "1 минута"),
        ("ru", 3, "3 минуты"),
        ("ru", 11, "11 минут"),
        ("ar", 3, "3 دقائق"),
        ("ar", 15, "15 دقيقة"),
    ],
)
def test_plurals_follow_the_language(code, count, said, in_english):
    compile_all(only_stale=True)
    use_language(code)

    assert ngettext("{count} minute", "{count} minutes", count).format(count=count) == said
    assert language() == code


def test_the_catalogues_lie_where_the_program_looks():
    assert LOCALE.is_dir()
