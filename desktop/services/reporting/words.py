"""The words of a report that stand in no other list: audiences, consent, criteria, themes, dimensions."""

from desktop.i18n import _
from desktop.rules.dimensions import NOT_ASKED
from desktop.rules.vocabulary import (
    AgeGroup,
    Audience,
    ConsentMode,
    ConsentPurpose,
    Criterion,
    FindingTag,
    Framework,
    Sex,
)

_DIMENSIONS = ("sex", "age", "status", "disability", "nationality")
_IN_ORDER = {"sex": [one.value for one in Sex], "age": [one.value for one in AgeGroup]}
_UNKNOWN = "unknown"


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


def framework(value: Framework) -> str:
    return {
        Framework.MIGOF: _("MiGOF"),
        Framework.SDG: _("SDG"),
        Framework.GCM: _("GCM"),
        Framework.SRF: _("SRF"),
        Framework.PRIORITY: _("Priority"),
        Framework.ENABLER: _("Enabler"),
    }[value]


def dimension(name: str) -> str:
    """A dimension by its code; one that this version does not know bears its own name."""
    known = {
        "sex": _("By sex"),
        "age": _("By age"),
        "status": _("By status"),
        "disability": _("By disability"),
        "nationality": _("By nationality"),
    }
    return known.get(name) or name.replace("_", " ").capitalize()


def dimension_order(name: str) -> tuple[int, str]:
    return (_DIMENSIONS.index(name) if name in _DIMENSIONS else len(_DIMENSIONS), name)


def cell(name: str, word: str) -> str:
    """One part of a dimension."""
    sexes = {Sex.FEMALE.value: _("Female"), Sex.MALE.value: _("Male"), Sex.OTHER.value: _("Other")}
    known = {**(sexes if name == "sex" else {}), _UNKNOWN: _("Unknown"), NOT_ASKED: _("Not asked")}
    return known.get(word) or word.replace("_", " ")


def cell_order(name: str, word: str) -> tuple[bool, int, str]:
    """As the domain lists them; what is not known stands last."""
    ordered = _IN_ORDER.get(name, [])
    at = ordered.index(word) if word in ordered else len(ordered)
    return word in (_UNKNOWN, NOT_ASKED), at, word
