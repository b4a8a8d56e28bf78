"""milepost forms summary: all submissions of a form together."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli.context import Context
from desktop.cli.output import answer, plain, terminal_progress
from desktop.i18n import _

if TYPE_CHECKING:
    from desktop.services.form_library.summaries.records import Count, FormSummary, QuestionSummary


def register_summary(forms: typer.Typer, context: Context) -> None:
    @forms.command("summary", help=_("What was answered in all submissions of a form, question by question."))
    def summary(
        form: Annotated[str, typer.Argument(metavar="FORM", help=_("Form id, record id or its beginning."))],
        visit: Annotated[str | None, typer.Option(help=_("Only those of this visit."))] = None,
        language: Annotated[str, typer.Option(help=_("One of the form's languages, for labels."))] = "",
        everything: Annotated[
            bool, typer.Option("--all", help=_("Drafts, those sent back and rejected ones too."))
        ] = False,
        rows: Annotated[bool, typer.Option("--rows", help=_("The table of submissions too."))] = False,
    ) -> None:
        from desktop.services.form_library.export_records import WantedSubmissions

        with context.services() as services:
            record = services.form_library.named(form)
            visit_id = services.references.visit(visit) if visit else None
            found = services.form_summaries.summary(
                record.row.id,
                WantedSubmissions(visit_id=visit_id, everything=everything),
                spoken=language,
                progress=terminal_progress(),
            )
        answer(context, _document(found, rows), lambda: _lines(found))


def _document(found: "FormSummary", with_rows: bool) -> dict[str, Any]:
    document: dict[str, Any] = {
        "form_id": found.form_id,
        "title": found.title,
        "language": found.language,
        "submissions": len(found.rows),
        "unreadable": found.unreadable,
        "questions": [_question(one) for one in found.questions],
    }
    if with_rows:
        document["columns"] = [one.path for one in found.columns]
        document["rows"] = [
            {
                "submission": row.submission_id,
                "state": row.state,
                "visit": row.visit_code,
                "at": row.at,
                "by": row.author,
                "cells": row.cells,
            }
            for row in found.rows
        ]
    return document


def _question(one: "QuestionSummary") -> dict[str, Any]:
    shown: dict[str, Any] = {
        "path": one.path,
        "label": one.label,
        "kind": one.kind,
        "asked": one.asked,
        "answered": one.answered,
    }
    if one.numbers is not None:
        shown["numbers"] = plain(one.numbers)
    elif one.points:
        shown["points"] = one.points
    elif one.counts:
        shown["counts"] = [_count(count) for count in one.counts]
        shown["others"] = one.others
    return shown


def _count(count: "Count") -> dict[str, Any]:
    said = {"value": count.value, "label": count.label, "count": count.count}
    return said if count.place is None else {**said, "place": round(float(count.place), 2)}


def _lines(found: "FormSummary") -> list[str]:
    if not found.rows:
        return [_("This form has no finished submissions yet.")]
    lines = [f"{found.title}  ({found.form_id})", _("Submissions: {count}").format(count=len(found.rows))]
    for one in found.questions:
        answered = _("{answered} of {asked} answered").format(answered=one.answered, asked=one.asked)
        lines.append(f"{one.label}  [{one.path}]  {answered}")
        if one.numbers is not None:
            numbers = _("min {low}, median {middle}, mean {mean}, max {high}, sum {total}")
            lines.append(
                "  "
                + numbers.format(
                    low=one.numbers.minimum,
                    middle=one.numbers.median,
                    mean=round(one.numbers.mean, 2),
                    high=one.numbers.maximum,
                    total=one.numbers.total,
                )
            )
        lines += [_count_line(count) for count in one.counts if count.count or count.place is not None]
        if one.others:
            lines.append(f"  {one.others:>6}  {_('other answers')}")
    return lines


def _count_line(count: "Count") -> str:
    line = f"  {count.count:>6}  {count.label}"
    if count.place is None:
        return line
    return f"{line}  {_('times first, mean place {place}').format(place=round(count.place, 2))}"
