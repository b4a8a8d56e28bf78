"""milepost forms diff and upgrade: how two versions of a form differ, and a draft moved from one to the other."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli.context import Context
from desktop.cli.output import answer, table
from desktop.errors import BadInput
from desktop.i18n import _
from desktop.services.chosen_files import read_chosen

if TYPE_CHECKING:
    from desktop.services.form_library.version_records import (
        PartChange,
        UpgradeReport,
        VersionDifference,
        VersionMark,
    )

Side = Annotated[
    str,
    typer.Argument(help=_("A form's file, FORM@VERSION, a form (its newest version), or a version's id.")),
]


def register_versions(forms: typer.Typer, context: Context) -> None:
    @forms.command(
        "diff", help=_("What one version of a form asks otherwise than another; two files need no store.")
    )
    def diff(
        before: Side,
        after: Side,
        language: Annotated[str, typer.Option(help=_("One of the form's languages, for labels."))] = "",
    ) -> None:
        difference = _difference(context, before, after, language)
        answer(context, _difference_document(difference), lambda: _difference_lines(difference))

    @forms.command("upgrade", help=_("Move a draft to the newest version of its form; no answer is lost."))
    def upgrade(
        submission: Annotated[str, typer.Argument(help=_("The draft's id or its beginning."))],
        to: Annotated[str, typer.Option("--to", help=_("Another version than the newest."))] = "",
        dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only say what it would do."))] = False,
    ) -> None:
        with context.services() as services:
            draft = services.submissions.named(submission).id
            version = services.form_versions.named(to).id if to else None
            act = services.form_upgrades.preview if dry_run else services.form_upgrades.upgrade
            report = act(draft, version)
        answer(
            context,
            _upgrade_document(report, dry_run=dry_run),
            lambda: _upgrade_lines(report, dry_run=dry_run),
        )


def _difference(context: Context, before: str, after: str, language: str) -> "VersionDifference":
    from desktop.services.form_library.versions import difference_of_files

    files = [Path(one) for one in (before, after) if Path(one).is_file()]
    if len(files) == 2:
        old, new = files
        return difference_of_files((read_chosen(old), old.name), (read_chosen(new), new.name), language)
    if files:
        raise BadInput(
            _("{name} is a file, the other side is not.").format(name=files[0].name),
            _("Compare two files, or take the file in first."),
        )
    with context.services() as services:
        old_id, new_id = (services.form_versions.named(one).id for one in (before, after))
        assert old_id is not None
        assert new_id is not None
        return services.form_versions.difference(old_id, new_id, language)


def _difference_document(difference: "VersionDifference") -> dict[str, Any]:
    changes = difference.changes
    return {
        "before": _mark_document(difference.before),
        "after": _mark_document(difference.after),
        "added": changes.counted("added"),
        "retired": changes.counted("retired"),
        "changed": changes.counted("changed"),
        "form": [_part_document(part) for part in changes.form],
        "questions": [
            {
                "change": one.change,
                "name": one.name,
                "type": one.type,
                "label": one.label,
                "path_before": one.path_before,
                "path_after": one.path_after,
                "parts": [_part_document(part) for part in one.parts],
            }
            for one in changes.questions
        ],
    }


def _mark_document(mark: "VersionMark") -> dict[str, Any]:
    return {
        "id": mark.id,
        "form_id": mark.form_id,
        "title": mark.title,
        "version": mark.version,
        "source": mark.source_name,
        "at": mark.at,
    }


def _part_document(part: "PartChange") -> dict[str, Any]:
    return {
        "part": part.part,
        "language": part.language,
        "choice": part.choice,
        "before": part.before,
        "after": part.after,
    }


def _difference_lines(difference: "VersionDifference") -> list[str]:
    from desktop.services.form_library.version_words import change_word, part_word

    changes = difference.changes
    lines = [
        f"{difference.before.version or '-'} > {difference.after.version or '-'}  {difference.after.title}"
    ]
    if not changes.questions and not changes.form:
        return [*lines, _("Nothing differs.")]
    rows: list[tuple[str, ...]] = [
        (_("Form"), "", part_word(part), part.before[:40], part.after[:40]) for part in changes.form
    ]
    for one in changes.questions:
        if not one.parts:
            rows.append((change_word(one.change), one.name, one.label[:40], "", ""))
        for part in one.parts:
            rows.append(
                (change_word(one.change), one.name, part_word(part), part.before[:40], part.after[:40])
            )
    return [*lines, *table((_("Change"), _("Question"), _("What"), _("Before"), _("After")), rows)]


def _upgrade_document(report: "UpgradeReport", *, dry_run: bool) -> dict[str, Any]:
    return {
        "submission": report.submission_id,
        "before": _mark_document(report.before),
        "after": _mark_document(report.after),
        "done": not dry_run,
        "kept": report.kept,
        "moved": report.moved,
        "retired": report.retired,
        "set_aside": report.set_aside,
    }


def _version_word(mark: "VersionMark") -> str:
    """With the beginning of its id, as two versions may bear one name."""
    return f"{mark.version or '-'} ({str(mark.id)[:13]})" if mark.id is not None else mark.version or "-"


def _upgrade_lines(report: "UpgradeReport", *, dry_run: bool) -> list[str]:
    before, after = report.before, report.after
    lines = [
        _("Rehearsal: nothing was changed.") if dry_run else _("The draft was moved."),
        f"{_version_word(before)} > {_version_word(after)}  {after.title}",
        _("Answers that stay: {count}").format(count=report.kept),
    ]
    rows = [(_("moved"), old, new) for old, new in report.moved.items()]
    rows += [(_("asked no more"), path, text[:40]) for path, text in report.retired.items()]
    rows += [(_("set aside"), path, text[:40]) for path, text in report.set_aside.items()]
    return [*lines, *table((_("Answer"), _("Path"), _("Now")), rows)] if rows else lines
