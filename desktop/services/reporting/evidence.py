"""Photos as far as consent reaches, forms and documents of the annex, signatures and revisions."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from string import ascii_uppercase
from typing import Any

from desktop.errors import BadInput, StoreProblem
from desktop.i18n import _
from desktop.models import Attachment, Submission
from desktop.reports import content
from desktop.rules import consent as consent_rules
from desktop.rules.vocabulary import AnswerMark, AttachmentClass, ConsentMode, ConsentPurpose, VisitState
from desktop.services.reporting import words
from desktop.services.reporting.source import Source, local_day
from desktop.services.visits.attachment_records import AttachmentRecord
from desktop.services.visits.photos import upright_jpeg
from desktop.services.wording import word
from desktop.storage.attachment_files import AttachmentFiles

_LONGEST_SIDE = 1600


def photos(source: Source, files: AttachmentFiles) -> tuple[content.Photo, ...]:
    return tuple(
        _photo(source, files, one)
        for one in source.record.attachments
        if one.kind is not AttachmentClass.DOCUMENT
        and one.media_type.startswith("image/")
        and source.may_show(one.id)
    )


def _photo(source: Source, files: AttachmentFiles, one: AttachmentRecord) -> content.Photo:
    agreed = read_consent(one.consent)
    use, reason = consent_rules.photo_use(
        consent_rules.Photo(
            attachment_class=one.kind,
            identifiable=one.shows_people is not False,  # nobody said that it shows none
            minor=one.shows_minor is True,
            has_redacted_copy=one.redacted_id is not None,
        ),
        agreed,
        source.audience,
        source.today,
    )
    if use is consent_rules.PhotoUse.LEFT_OUT:
        return content.Photo(caption=one.caption or "", left_out=words.left_out(reason))
    row = source.work.find(Attachment, one.id)
    if use is consent_rules.PhotoUse.REDACTED and one.redacted_id is not None:
        row = source.work.find(Attachment, one.redacted_id)
    image, fault = _image(source, files, row)
    if image is None:
        return content.Photo(caption=one.caption or "", left_out=words.left_out(fault))
    return content.Photo(
        image=image,
        caption=one.caption or one.file_name,
        taken_on=local_day(one.taken_at, source.zone) if one.taken_at else None,
        consent=_consent_words(source, one.consent, agreed),
    )


def _image(source: Source, files: AttachmentFiles, row: Attachment | None) -> tuple[bytes | None, str]:
    """The picture as it was turned on screen, or the code of why there is none."""
    try:
        found = files.get(source.work, row.scope_id, row.sha256) if row is not None else None
        if found is None or row is None:
            return None, "not_here"
        return (upright_jpeg(found, row.rotation, _LONGEST_SIDE) if row.rotation % 360 else found), ""
    except (BadInput, StoreProblem, OSError, ValueError):
        return None, "unreadable"


def read_consent(kept: dict[str, Any] | None) -> consent_rules.Consent | None:
    """As kept with a photo; words this version does not know count for nothing."""
    if kept is None:
        return None
    known = set(ConsentPurpose)
    mode = kept.get("mode")
    return consent_rules.Consent(
        purposes=frozenset(ConsentPurpose(one) for one in kept.get("purposes") or () if one in known),
        mode=ConsentMode(mode) if mode in set(ConsentMode) else None,
        expires=_day(kept.get("expires")),
        withdrawn=bool(kept.get("withdrawn")),
    )


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return date.min  # a date nobody can read has passed


def _consent_words(source: Source, kept: dict[str, Any] | None, agreed: consent_rules.Consent | None) -> str:
    if agreed is None or not agreed.purposes:
        return ""
    purposes = source.formats.listed(words.purpose(one) for one in sorted(agreed.purposes))
    day = _day((kept or {}).get("on"))
    given = [words.consent_mode(agreed.mode) if agreed.mode else "", source.formats.day(day) if day else ""]
    how = source.formats.listed(given)
    if how:
        return _("Consent: {purposes} ({how})").format(purposes=purposes, how=how)
    return _("Consent: {purposes}").format(purposes=purposes)


def annexes(source: Source) -> tuple[content.Annex, ...]:
    """Forms filled on this visit, with how many records each has; the answers and comments stay in the office."""
    rows = [row for row in source.work.forms.submissions_of(source.visit.id) if source.may_show(row.id)]
    counted = Counter(row.form_title for row in rows)
    marked = _marks_by_title(source, rows) if source.view.internal_words else {}
    return tuple(
        content.Annex(
            letter=letter,
            document=_with_marks(title, marked.get(title, Counter())),
            records=_records(source, count),
            held_in=_("office store") if source.view.internal_words else _("country office"),
        )
        for letter, (title, count) in zip(ascii_uppercase, sorted(counted.items()), strict=False)
    )


def _marks_by_title(source: Source, rows: Sequence[Submission]) -> dict[str, Counter[AnswerMark]]:
    """How often a question of each form has no answer, by the reason."""
    titles = {row.id: row.form_title for row in rows}
    found: dict[str, Counter[AnswerMark]] = {}
    for submission_id, mark in source.work.forms.marks_of(list(titles)):
        if mark in set(AnswerMark):
            found.setdefault(titles[submission_id], Counter())[AnswerMark(mark)] += 1
    return found


def _with_marks(title: str, marks: Counter[AnswerMark]) -> str:
    if not marks:
        return title
    reasons = ", ".join(f"{word(one)} {marks[one]}" for one in AnswerMark if marks[one])
    return _("{form} (without an answer: {reasons})").format(form=title, reasons=reasons)


def _records(source: Source, count: int) -> content.Count:
    return content.Hidden.BELOW_FIVE if 0 < count < 5 and not source.view.small_counts else count


def documents(source: Source) -> tuple[content.DocumentSeen, ...]:
    sites = {site.id: site.name for site in source.record.sites}
    return tuple(
        content.DocumentSeen(
            title=one.caption or one.file_name, seen_at=sites.get(one.site_id, "") if one.site_id else ""
        )
        for one in source.record.attachments
        if one.kind is AttachmentClass.DOCUMENT and source.may_show(one.id)
    )


def signatures(source: Source) -> tuple[content.Signature, ...]:
    record = source.record
    state = record.row.state
    lead = content.Signature(role=_("Visit lead"), name=record.row.lead or "")
    if state is VisitState.APPROVED:
        day = local_day(record.state_at, source.zone) if record.state_at else None
        approver = content.Signature(
            role=_("Approved by"), name=record.state_by or "", day=day, how=_("in Milepost")
        )
        return lead, approver
    return lead, content.Signature(role=_("For the country office"))


def revisions(
    source: Source, number: int, issued_on: date | None, author: str
) -> tuple[content.Revision, ...]:
    """Each revision once, with how much changed since the one before; the last is this one."""
    firsts = {row.revision: row for row in reversed(source.issued)}
    listed = [
        content.Revision(
            number=row.revision,
            day=local_day(row.issued_at, source.zone),
            author=name,
            changed=_("First issue") if row.revision == min(firsts) else _("Revised issue"),
        )
        for row in sorted(firsts.values(), key=lambda one: one.revision)
        if row.revision < number
        for name in [_author(source, row.created_by)]
    ]
    present = content.Revision(
        number=number,
        is_issued=issued_on is not None,
        day=issued_on,
        author=author,
        changed=_present(listed, issued_on),
    )
    return (*listed, present)


def _present(earlier: list[content.Revision], issued_on: date | None) -> str:
    if issued_on is None:
        return _("Not issued yet")
    return _("Revised issue") if earlier else _("First issue")


def _author(source: Source, person_id: Any) -> str:
    from desktop.services.actions.reading import name_of

    return name_of(source.work, person_id) or ""
