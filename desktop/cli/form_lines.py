"""What the commands on forms print for people."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from desktop.cli.output import shortened, table
from desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.services.form_library.records import (
        FormRecord,
        FormRow,
        ImportReport,
        PreviewItem,
        PreviewRecord,
        Remark,
    )

_LONGEST_LABEL = 120
_UNSEEN = re.compile("^ +| +$| {2,}|[\\u00a0\\u2000-\\u200f\\u202f\\u205f\\u2060\\u3000\\ufeff\\u00ad]+")


def import_lines(report: "ImportReport") -> list[str]:
    lines = []
    is_here = report.action == "unchanged"
    if not report.errors:
        counted = ngettext("{count} question", "{count} questions", report.questions)
        named = f"{report.title}  ({report.form_id})" if report.title else report.form_id
        lines.append(f"{named}  {report.version}  {counted.format(count=report.questions)}")
    if is_here:
        lines.append(_("This file is here already; nothing changed."))
    repairs = [one for one in report.repairs if not is_here or one.code == "A-FILE"]
    for heading, remarks in ((_("Repaired"), repairs), (_("Errors"), report.errors)):
        if remarks:
            rows = [(one.code, one.sheet, one.row or "", one.column, _said(one)) for one in remarks]
            heads = (_("Code"), _("Sheet"), _("Row"), _("Column"), _("What"))
            lines += [f"{heading}: {len(remarks)}", *table(heads, rows)]
    return lines


def _said(remark: "Remark") -> str:
    """With what stood there and what stands there now: nothing, where it was taken out."""
    before, after = (shortened(_seen(text), 40) for text in (remark.before, remark.after))
    is_told = not remark.after and remark.before in remark.message
    if remark.before == remark.after or is_told:
        return remark.message
    return f"{remark.message} {before or '-'} > {after or '-'}"


def _seen(text: str) -> str:
    """Blanks that a person would not see stand as a sign, as they may be all that was repaired."""
    return _UNSEEN.sub(lambda blanks: "␣" * len(blanks.group()), text)


def list_lines(rows: Sequence["FormRow"], total: int) -> list[str]:
    if not rows:
        return [_("No forms.")]
    heads = (_("Form"), _("Title"), _("Version"), _("Questions"), _("Submissions"))
    cells = [
        (row.form_id, shortened(row.shown_title, 48), row.version, row.questions, row.submissions)
        for row in rows
    ]
    return [*table(heads, cells), ngettext("{count} form", "{count} forms", total).format(count=total)]


def form_lines(record: "FormRecord", preview: "PreviewRecord") -> list[str]:
    row = record.row
    lines = [f"{row.shown_title}  ({row.form_id})"]
    if row.version:
        lines.append(_("Version {version}").format(version=row.version))
    if row.languages:
        lines.append(_("Languages: {names}").format(names=", ".join(row.languages)))
    for section in preview.sections:
        lines.append(_worded(section.title))
        lines += [_item_line(item) for item in section.items]
    return [*lines, *_version_lines(record)]


def _item_line(item: "PreviewItem") -> str:
    """A group without a label bears its name, so that what is in it does not seem to stand in the one before."""
    label = _worded(item.label) or item.path.rpartition("/")[2]
    return f"{'  ' * (item.depth + 1)}{'* ' if item.required else ''}{label}  [{item.type}]  {item.path}"


def _worded(label: str) -> str:
    from desktop.services.form_library.plain_words import plain

    return shortened(plain(label), _LONGEST_LABEL)


def _version_lines(record: "FormRecord") -> Iterator[str]:
    """By ids, as several may bear one name."""
    heads = (_("Version"), _("Id"), _("Taken in"), _("Submissions"), _("File"))
    rows = [
        (one.version, str(one.id)[:13], one.at.date(), one.submissions, one.source_name)
        for one in record.versions
    ]
    yield _("Versions: {count}").format(count=len(rows))
    yield from table(heads, rows)
