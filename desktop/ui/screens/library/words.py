"""How forms, drafts and types of questions read."""

from desktop.i18n import _, ngettext
from desktop.services.form_library.records import FormRow, SubmissionRecord
from desktop.ui import formats
from desktop.ui.item_models import Row
from desktop.ui.theme import Mark, Tone, submission_mark


def type_word(kind: str) -> str:
    """A type of question as people say it."""
    return {
        "text": _("Text"),
        "integer": _("Whole number"),
        "decimal": _("Number"),
        "date": _("Date"),
        "time": _("Time"),
        "dateTime": _("Date and time"),
        "select_one": _("One of a list"),
        "select_multiple": _("Several of a list"),
        "rank": _("Ranking"),
        "range": _("Range"),
        "note": _("Note"),
        "acknowledge": _("To be confirmed"),
        "image": _("Picture"),
        "audio": _("Sound"),
        "video": _("Film"),
        "file": _("File"),
        "barcode": _("Bar code"),
        "geopoint": _("Position"),
        "geotrace": _("Line on the map"),
        "geoshape": _("Area on the map"),
        "group": _("Group"),
        "repeat": _("List"),
    }.get(kind, kind)


def questions_word(count: int) -> str:
    return ngettext("{count} question", "{count} questions", count).format(count=formats.number(count))


def submissions_words(form: FormRow) -> list[str]:
    """How many finished ones there are, and where there are any, how many are not."""
    words = ngettext("{count} submission", "{count} submissions", form.submissions)
    told = [words.format(count=formats.number(form.submissions))]
    if form.unfinished:
        open_ones = ngettext("{count} unfinished", "{count} unfinished", form.unfinished)
        told.append(open_ones.format(count=formats.number(form.unfinished)))
    return told


def version_word(version: str) -> str:
    return _("version {version}").format(version=version) if version else ""


def form_row(form: FormRow) -> Row:
    """A form in the list."""
    languages = ", ".join(form.languages)
    facts = formats.dotted((version_word(form.version), questions_word(form.questions)))
    return Row(
        code=form.form_id,
        title=form.shown_title,
        meta=tuple(part for part in (facts, languages) if part),
        chip=Mark(Tone.NEUTRAL, _("Retired"), "ph.archive-box") if form.retired else None,
    )


def draft_row(draft: SubmissionRecord) -> Row:
    """An unfinished submission in the list."""
    day = formats.day(draft.at.astimezone().date())
    lacks = ngettext("{count} missing", "{count} missing", draft.missing).format(count=draft.missing)
    kind = draft.shown_title if draft.instance_name else ""
    return Row(
        code=draft.visit_code or _("Without a visit"),
        title=draft.instance_name or draft.shown_title,
        chip=submission_mark(draft.state),
        meta=tuple(part for part in (kind, day, draft.author or "") if part),
        note=Mark(Tone.OFF_TRACK, lacks, "ph.asterisk") if draft.missing else "",
    )
