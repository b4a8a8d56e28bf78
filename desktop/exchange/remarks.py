"""What an import has to say about a cell: a code for programs, a sentence for people."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One repair or problem of one row; `before` is always what stood in the file."""

    code: str
    column: str = ""
    before: str = ""
    after: str = ""

    def message(self) -> str:
        sentence = _SENTENCES[self.code]()
        return sentence.format(column=self.column, before=_short(self.before), after=_short(self.after))


SAYING_DRAFT = frozenset(
    {"unknown_choice", "unclear_choice", "bad_answer", "missing_answer", "answer_not_allowed"}
)
"""Whose sentence says that the row is kept as a draft."""


def _short(text: str, limit: int = 80) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


_SENTENCES: dict[str, Callable[[], str]] = {
    # what was repaired
    "trimmed": lambda: _("Blanks around the text of {column} were taken away."),
    "guard_removed": lambda: _(
        "{column}: the apostrophe that keeps a spreadsheet from counting was taken away."
    ),
    "normalised": lambda: _("The letters of {column} were put into their standard form."),
    "control_removed": lambda: _("Invisible control characters in {column} were taken away."),
    "date_form": lambda: _("{column}: the date “{before}” was read as {after}."),
    "date_time_cut": lambda: _("{column}: of “{before}” only the day {after} was taken."),
    "amount_form": lambda: _("{column}: “{before}” was read as the number {after}."),
    "country_form": lambda: _("{column}: “{before}” was read as the country {after}."),
    "code_form": lambda: _("{column}: the code “{before}” was written as {after}."),
    "title_from_ref": lambda: _("{column} is empty; the identifier {after} stands in its place."),
    "level_form": lambda: _("{column}: “{before}” was read as {after}."),
    "cells_beyond_header": lambda: _("The row has more cells than the header; “{before}” was not taken."),
    "cells_missing": lambda: _("The row has fewer cells than the header; the rest counts as empty."),
    "vocabulary_swapped": lambda: _("{column}: “{before}” stood in each other's columns; read as {after}."),
    "quotes_literal": lambda: _("A quotation mark in this row is never closed; it was read as plain text."),
    "columns_shifted": lambda: _(
        "A quotation mark in this row is never closed, so its columns do not stand below their names; close it and import the file again."
    ),
    "end_before_start": lambda: _(
        "{column}: the end {before} lies before the start {after}; the end was left out."
    ),
    # what was done to the file as a whole
    "encoding_guessed": lambda: _("The file does not say how its letters are written; read as {after}."),
    "nul_removed": lambda: _("{before} empty characters (NUL) were taken out of the file."),
    "letters_lost": lambda: _("{before} letters could not be read; they show as a replacement mark."),
    # what a person should look at
    "bad_date": lambda: _("{column}: “{before}” is not a date; write it as 2026-07-31."),
    "ambiguous_date": lambda: _("{column}: “{before}” may be read in two ways; write it as 2026-07-31."),
    "date_out_of_range": lambda: _("{column}: the year of “{before}” cannot be right."),
    "bad_amount": lambda: _("{column}: “{before}” is not a number."),
    "ambiguous_amount": lambda: _(
        "{column}: “{before}” may be read in two ways; write a point before decimals."
    ),
    "negative_amount": lambda: _("{column}: {before} is below zero."),
    "amount_too_large": lambda: _("{column}: “{before}” has more digits than can be kept exactly."),
    "unknown_country": lambda: _("{column}: no country has the code or name “{before}”."),
    "unknown_currency": lambda: _("{column}: no currency has the code “{before}”."),
    "unknown_status": lambda: _("{column}: “{before}” is not a status; IATI knows 1 to 6."),
    "unknown_level": lambda: _("{column}: “{before}” is not a level of places; known are 0 to 4."),
    "unknown_result_type": lambda: _("{column}: “{before}” is not a kind of result."),
    "unknown_measure": lambda: _("{column}: “{before}” is not a way to measure; IATI knows 1 to 5."),
    "shares_not_whole": lambda: _("{column}: the shares sum to {before}, not to 100."),
    "unknown_sector": lambda: _("{column}: the list of sectors does not have “{before}”."),
    "unknown_type": lambda: _("{column}: the list of project types does not have “{before}”."),
    "bad_ref": lambda: _("{column}: “{before}” does not look like an identifier of its kind."),
    "bad_coordinate": lambda: _("{column}: “{before}” is not a position on the earth."),
    "coordinate_alone": lambda: _("{column}: one half of the position is missing; it was not taken."),
    "bad_yes_no": lambda: _("{column}: “{before}” is neither yes nor no."),
    "missing_title": lambda: _("{column} is empty."),
    "missing_country": lambda: _("{column} is empty."),
    "missing_status": lambda: _("{column} is empty."),
    "missing_start": lambda: _("{column} is empty."),
    "missing_end": lambda: _("{column} is empty."),
    "missing_budget": lambda: _("{column} is empty."),
    "missing_amount": lambda: _("{column} is empty."),
    "missing_currency": lambda: _("{column} is empty, so the amount has no currency."),
    "missing_period": lambda: _("{column} is empty."),
    "missing_target": lambda: _("{column} is empty: the indicator has no target."),
    "missing_parent": lambda: _("{column} is empty."),
    "parent_not_in_file": lambda: _("{column}: the file has no place with the code “{before}”."),
    "parent_is_self": lambda: _("{column}: “{before}” names the place itself."),
    "text_too_long": lambda: _("{column} holds more text than one field can keep."),
    "percentage_out_of_range": lambda: _("{column}: {before} is outside 0 to 100 %."),
    "same_title": lambda: _("{column}: the row {before} has the same title."),
    "unknown_choice": lambda: _(
        "{column}: the question does not offer “{before}”; the row is kept as a draft."
    ),
    "unclear_choice": lambda: _(
        "{column}: several choices are worded “{before}”; write the name of one. The row is kept as a draft."
    ),
    "kept_draft": lambda: _("The row is kept as a draft."),
    "bad_answer": lambda: _("{column}: “{before}” does not fit the question; the row is kept as a draft."),
    "missing_answer": lambda: _("{column} needs an answer; the row is kept as a draft."),
    "answer_not_allowed": lambda: _(
        "{column}: “{before}” is not allowed here; the row is kept as a draft. The form says: “{after}”"
    ),
    "more_stand_in_the_way": lambda: _("{before} more answers are missing or not allowed."),
    "not_asked": lambda: _("The form does not ask {before}; the answer is kept among the retired ones."),
    "other_version": lambda: _("It was filled with version {before}; read as version {after}."),
    "file_not_here": lambda: _("The file {before} was not given with it."),
    "file_damaged": lambda: _("The file {before} is damaged, empty or too large; it was left out."),
    "entity_unlabelled": lambda: _(
        "The list {column}: the entity has no label; {after} stands in its place."
    ),
    "entity_newer": lambda: _(
        "The list {column}: “{before}” was changed here since; both values wait for a decision."
    ),
    "entity_left": lambda: _(
        "The list {column}: {after} of “{before}” was written here meanwhile; what is here was kept."
    ),
    "entity_known": lambda: _("The list {column} has “{before}” already; what is here was kept."),
    "entity_twice": lambda: _("The list {column}: “{before}” is named twice in it; the first was taken."),
    "entity_back": lambda: _("“{before}” had been taken out of the list {column} and is in it again."),
    "entity_apart": lambda: _(
        "The list {column}: your role does not reach “{before}”; the change is kept beside it."
    ),
    "newer_edition": lambda: _("It takes the place of its earlier edition."),
    # why a row was left
    "no_identifier": lambda: _("The row names neither an identifier nor a title."),
    "no_reference": lambda: _("{column} is empty, so nobody can tell what the row belongs to."),
    "no_name": lambda: _("The row has no name."),
    "no_code": lambda: _("{column} is empty."),
    "no_indicator": lambda: _("The row names no indicator."),
    "no_result": lambda: _("The row names no result."),
    "no_amount": lambda: _("The row has no amount that can be read."),
    "no_submission": lambda: _("It is no submission: {before}"),
    "other_form": lambda: _("It belongs to the form {before}."),
    "encrypted": lambda: _("It is encrypted; export it decrypted from its server."),
    "differs": lambda: _("It is here already with other answers ({before}); what is here was kept."),
    "older_edition": lambda: _("A newer edition of it is here."),
    "same_identity": lambda: _("Row {before} is the same submission."),
    "same_identity_differs": lambda: _(
        "It has the identity of row {before} but other answers ({after}); row {before} was taken. Give it an"
        " identity of its own, or correct the answers by hand."
    ),
    "no_parent": lambda: _("The row of {column} belongs to no submission of the file."),
    "in_bin": lambda: _("It lies in the bin; restore it there."),
    "same_row": lambda: _("The row says the same as row {before}."),
    "same_ref": lambda: _("Row {before} already holds {after}, with other content; the first one was taken."),
}

CODES = frozenset(_SENTENCES)


def trimmed_codes() -> frozenset[str]:
    """Repairs that change no word a person would miss."""
    return frozenset({"trimmed", "normalised", "control_removed"})
