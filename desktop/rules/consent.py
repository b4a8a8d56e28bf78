"""What a person's consent lets a photo or a name be used for (design: domain 9)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.rules.vocabulary import AttachmentClass, Audience, ConsentMode, ConsentPurpose

YES = frozenset({ConsentPurpose.RECORD, ConsentPurpose.INTERNAL, ConsentPurpose.DONOR})
"""What a plain "yes" covers: all but publication."""

PURPOSE_FOR = {
    Audience.OFFICE: ConsentPurpose.INTERNAL,
    Audience.PARTNER: ConsentPurpose.DONOR,
    Audience.DONOR: ConsentPurpose.DONOR,
    Audience.PUBLIC: ConsentPurpose.PUBLICATION,
}


class PhotoUse(StrEnum):
    AS_IT_IS = "as_it_is"
    REDACTED = "redacted"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    purposes: frozenset[ConsentPurpose] = frozenset()
    mode: ConsentMode | None = None
    expires: date | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    attachment_class: AttachmentClass = AttachmentClass.PHOTO
    identifiable: bool = False
    minor: bool = False
    has_redacted_copy: bool = False
    never_show_people: bool = False
    """Trafficking and gender-based violence: no face, name, exact place, whatever was agreed."""


def covers(consent: Consent | None, purpose: ConsentPurpose, today: date) -> bool:
    """Does it hold today for this purpose; recording is part of every other one."""
    if consent is None or consent.withdrawn or (consent.expires is not None and consent.expires < today):
        return False
    return purpose in consent.purposes or (purpose is ConsentPurpose.RECORD and bool(consent.purposes))


def photo_use(photo: Photo, consent: Consent | None, audience: Audience, today: date) -> tuple[PhotoUse, str]:
    """How a photo may stand in an edition for this audience, and the code of the reason."""
    if photo.attachment_class is AttachmentClass.PERSONAL:
        return PhotoUse.LEFT_OUT, "personal_document"
    if not photo.identifiable:
        return PhotoUse.AS_IT_IS, ""
    reason = _why_not(photo, consent, audience, today)
    if not reason:
        return PhotoUse.AS_IT_IS, ""
    return (PhotoUse.REDACTED if photo.has_redacted_copy else PhotoUse.LEFT_OUT), reason


def _why_not(photo: Photo, consent: Consent | None, audience: Audience, today: date) -> str:
    if photo.never_show_people:
        return "protected_person"
    if consent is not None and consent.withdrawn:
        return "consent_withdrawn"
    if not covers(consent, PURPOSE_FOR[audience], today):
        return "no_consent"
    if photo.minor and consent is not None and consent.mode is not ConsentMode.GUARDIAN_ASSENT:
        return "no_guardian"
    return ""


def consent_faults(
    consent: Consent, *, minor: bool, remote: bool, purposes: Collection[ConsentPurpose]
) -> tuple[str, ...]:
    """Codes of what makes a recorded consent doubtful."""
    faults = []
    if purposes and consent.mode is None:
        faults.append("no_mode")
    if minor and consent.mode is not ConsentMode.GUARDIAN_ASSENT:
        faults.append("no_guardian")
    if remote and consent.mode in (ConsentMode.WRITTEN, ConsentMode.ORAL_WITNESSED):
        faults.append("mode_needs_presence")
    return tuple(faults)
