"""Help pages and usage errors are headed and explained in the person's language."""

import gettext
import re

import pytest

from desktop import i18n
from desktop.app.wiring import Milepost
from desktop.cli.main import run


class Marked(gettext.NullTranslations):
    """Marks each text that went through the catalogue."""

    def gettext(self, message):
        return f"⟦{message}⟧" if message else message

    def ngettext(self, msgid1, msgid2, n):
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


@pytest.fixture
def told(clock, monkeypatch, capsys):
    """What a command says in a language in which every text is marked."""
    monkeypatch.setattr(i18n, "_catalogue", lambda code: ("en", Marked()))

    def say(*words):
        code = run(words, Milepost(clock))
        shown = capsys.readouterr()
        return code, shown.out + shown.err

    return say


def _unmarked(text, names=()):
    """Words that no catalogue has seen; names of commands and options, and kinds of values, are the same everywhere."""
    bare = re.sub(r"⟦[^⟧]*⟧", "", text)
    bare = re.sub(r"--?[\w-]+|<[^>]*>|\{\w+\}|\b[A-Z_]+\b", "", bare)
    return [word for word in re.findall(r"[A-Za-z]{3,}", bare) if word not in {"milepost", *names}]


@pytest.mark.parametrize(
    "words", [("forms", "fill"), ("forms", "list"), ("visits", "new"), ("actions", "set")]
)
def test_a_page_of_a_command_has_no_word_of_its_own(told, words):
    code, page = told(*words, "--help")

    assert code == 0
    for mark in ("⟦Usage: ⟧", "⟦[OPTIONS]⟧", "⟦Options⟧", "⟦Show this page.⟧"):
        assert mark in page
    assert "Show this message" not in page


def test_what_is_required_or_stands_by_default_is_said_in_it(told):
    page = told("forms", "fill", "--help")[1]

    assert "⟦Arguments⟧" in page
    assert "[⟦required⟧]" in page
    assert "⟦default: 0⟧" in told("visits", "list", "--help")[1]


def test_a_group_names_its_commands_in_it(told):
    page = told("forms", "--help")[1]

    assert "⟦Commands⟧" in page
    assert "⟦COMMAND [ARGS]...⟧" in page


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nope",), "⟦There is no command nope here.⟧"),
        (("forms", "fill"), "⟦FORM is missing.⟧"),
        (("forms", "fill", "F"), "⟦--answers is missing.⟧"),
        (("forms", "fill", "F", "--answers"), "⟦The option --answers needs a value.⟧"),
        (("forms", "list", "--limi", "3"), "⟦There is no option --limi here.⟧ ⟦Perhaps: --limit.⟧"),
        (("forms", "list", "--limit", "x"), "⟦--limit takes a whole number.⟧"),
        (("forms", "show", "A", "B"), "⟦Nothing more is expected here: B.⟧"),
    ],
)
def test_what_is_wrong_with_the_words_is_one_sentence_in_it(told, words, sentence):
    code, said = told(*words)

    assert code == 2
    assert sentence in said
    assert _unmarked(said, ("forms", "fill", "list", "show")) == []


def test_the_words_stay_english_in_english(told, monkeypatch):
    monkeypatch.setattr(i18n, "_catalogue", lambda code: ("en", gettext.NullTranslations()))
    page = told("forms", "fill", "--help")[1]

    assert page.startswith("Usage: milepost forms fill [OPTIONS] {FORM}")
    assert "[required]" in page
