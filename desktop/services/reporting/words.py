"""The words of a report that stand in no other list: audiences, consent, criteria, themes."""

from desktop.i18n import _
from desktop.rules.vocabulary import Audience, ConsentMode, ConsentPurpose, Criterion, FindingTag


def audience(value: Audience) -> str:
    return {
        Audience.OFFICE: _("Office"),
        Audience.DONOR: _("Donor"),
        Audience.PARTNER: _("Partner"),
        Audience.PUBLIC: _("Public"),
    }[value]


def purpose(value: ConsentPurpose) -> str:
    """For what somebody agreed to be shown."""
    return {
        ConsentPurpose.RECORD: _("record"),
        ConsentPurpose.INTERNAL: _("internal report"),
        ConsentPurpose.DONOR: _("donor report"),
        ConsentPurpose.PUBLICATION: _("publication"),
    }[value]


def consent_mode(value: ConsentMode) -> str:
    return {
        ConsentMode.WRITTEN: _("written"),
        ConsentMode.ORAL_WITNESSED: _("oral, witnessed"),
        ConsentMode.RECORDED_VERBAL: _("spoken, recorded"),
        ConsentMode.GUARDIAN_ASSENT: _("guardian's consent and the child's assent"),
    }[value]


def left_out(reason: str) -> str:
    """Why a photo is not shown, by the code of the consent rules."""
    return {
        "personal_document": _("Personal document, kept in the office"),
        "protected_person": _("Protected person"),
        "consent_withdrawn": _("Consent was withdrawn"),
        "no_consent": _("No consent for this audience"),
        "no_guardian": _("No consent of a guardian"),
        "not_here": _("The file is not on this laptop yet"),
        "unreadable": _("The file cannot be read"),
    }[reason]


def criterion(value: Criterion) -> str:
    return {
        Criterion.RELEVANCE: _("relevance"),
        Criterion.COHERENCE: _("coherence"),
        Criterion.EFFECTIVENESS: _("effectiveness"),
        Criterion.EFFICIENCY: _("efficiency"),
        Criterion.IMPACT: _("impact"),
        Criterion.SUSTAINABILITY: _("sustainability"),
    }[value]


def theme(value: FindingTag) -> str:
    return {
        FindingTag.GENDER: _("gender"),
        FindingTag.HUMAN_RIGHTS: _("human rights"),
        FindingTag.PROTECTION: _("protection"),
        FindingTag.AAP: _("accountability"),
        FindingTag.DISABILITY: _("disability"),
        FindingTag.ENVIRONMENT: _("environment"),
    }[value]
