"""States of the domain as marks: the word, the icon and the tone of each."""

from desktop.i18n import _, pgettext
from desktop.rules.vocabulary import (
    ActionState,
    ProjectStage,
    Rating,
    Severity,
    SubmissionState,
    VisitState,
)
from desktop.ui.theme.painting import Mark
from desktop.ui.theme.tokens import Tone


def rating_mark(rating: Rating | None) -> Mark:
    """Rating of a result; None is one that still waits for it."""
    if rating is None:
        return Mark(Tone.OFF_TRACK, _("not rated yet"), "ph.asterisk")
    return {
        Rating.ON_TRACK: Mark(Tone.ON_TRACK, _("On track"), "ph.check-circle-fill"),
        Rating.AT_RISK: Mark(Tone.AT_RISK, _("At risk"), "ph.warning-fill"),
        Rating.OFF_TRACK: Mark(Tone.OFF_TRACK, _("Off track"), "ph.x-circle-fill"),
        Rating.NOT_MONITORED: Mark(Tone.NEUTRAL, _("Not monitored"), "ph.minus-circle-fill"),
    }[rating]


def visit_mark(state: VisitState) -> Mark:
    """State of a visit."""
    return {
        VisitState.DRAFT: Mark(Tone.NEUTRAL, pgettext("visit", "Draft"), "ph.pencil-simple"),
        VisitState.PLANNED: Mark(Tone.NEUTRAL, pgettext("visit", "Planned"), "ph.calendar-blank"),
        VisitState.ASSIGNED: Mark(Tone.NEUTRAL, pgettext("visit", "Assigned"), "ph.envelope-simple"),
        VisitState.ACCEPTED: Mark(Tone.OWN, pgettext("visit", "Accepted"), "ph.thumbs-up"),
        VisitState.DECLINED: Mark(Tone.OFF_TRACK, pgettext("visit", "Declined"), "ph.thumbs-down"),
        VisitState.IN_FIELD: Mark(Tone.OWN, pgettext("visit", "In field"), "ph.map-pin"),
        VisitState.REPORTING: Mark(Tone.OWN, pgettext("visit", "Reporting"), "ph.pencil-line"),
        VisitState.SUBMITTED: Mark(Tone.INFO, pgettext("visit", "Submitted"), "ph.paper-plane-tilt"),
        VisitState.RETURNED: Mark(Tone.OFF_TRACK, pgettext("visit", "Returned"), "ph.arrow-u-up-left"),
        VisitState.APPROVED: Mark(Tone.ON_TRACK, pgettext("visit", "Approved"), "ph.check-circle"),
        VisitState.REOPENED: Mark(Tone.AT_RISK, pgettext("visit", "Reopened"), "ph.arrow-counter-clockwise"),
        VisitState.CANCELLED: Mark(Tone.NEUTRAL, pgettext("visit", "Cancelled"), "ph.prohibit"),
    }[state]


def stage_mark(stage: ProjectStage) -> Mark:
    """Stage of a project."""
    return {
        ProjectStage.CONCEPT: Mark(Tone.NEUTRAL, pgettext("project", "Concept"), "ph.lightbulb"),
        ProjectStage.PROPOSAL: Mark(Tone.NEUTRAL, pgettext("project", "Proposal"), "ph.pencil-line"),
        ProjectStage.IN_REVIEW: Mark(Tone.INFO, pgettext("project", "In review"), "ph.eye"),
        ProjectStage.RETURNED: Mark(Tone.OFF_TRACK, pgettext("project", "Returned"), "ph.arrow-u-up-left"),
        ProjectStage.ENDORSED: Mark(Tone.ON_TRACK, pgettext("project", "Endorsed"), "ph.circle-wavy-check"),
        ProjectStage.REJECTED: Mark(Tone.OFF_TRACK, pgettext("project", "Rejected"), "ph.x-circle"),
        ProjectStage.WITH_DONOR: Mark(Tone.INFO, pgettext("project", "With donor"), "ph.handshake"),
        ProjectStage.DECLINED: Mark(Tone.OFF_TRACK, pgettext("project", "Declined"), "ph.thumbs-down"),
        ProjectStage.IMPLEMENTING: Mark(Tone.OWN, pgettext("project", "Implementing"), "ph.play"),
        ProjectStage.SUSPENDED: Mark(Tone.AT_RISK, pgettext("project", "Suspended"), "ph.pause"),
        ProjectStage.COMPLETING: Mark(Tone.INFO, pgettext("project", "Completing"), "ph.flag"),
        ProjectStage.CLOSED: Mark(Tone.NEUTRAL, pgettext("project", "Closed"), "ph.archive-box"),
        ProjectStage.CANCELLED: Mark(Tone.NEUTRAL, pgettext("project", "Cancelled"), "ph.prohibit"),
    }[stage]


def action_mark(state: ActionState) -> Mark:
    """State of an action point."""
    return {
        ActionState.OPEN: Mark(Tone.NEUTRAL, pgettext("action", "Open"), "ph.circle"),
        ActionState.IN_PROGRESS: Mark(Tone.OWN, pgettext("action", "In progress"), "ph.circle-half-fill"),
        ActionState.COMPLETED: Mark(Tone.INFO, pgettext("action", "Completed"), "ph.check-square"),
        ActionState.VERIFIED: Mark(Tone.ON_TRACK, pgettext("action", "Verified"), "ph.check-circle-fill"),
        ActionState.REOPENED: Mark(
            Tone.AT_RISK, pgettext("action", "Reopened"), "ph.arrow-counter-clockwise"
        ),
        ActionState.CANCELLED: Mark(Tone.NEUTRAL, pgettext("action", "Cancelled"), "ph.prohibit"),
    }[state]


def severity_mark(severity: Severity) -> Mark:
    """Weight of a finding."""
    return {
        Severity.GOOD_PRACTICE: Mark(Tone.ON_TRACK, _("Good practice"), "ph.star"),
        Severity.MINOR: Mark(Tone.NEUTRAL, _("Minor"), "ph.minus"),
        Severity.MAJOR: Mark(Tone.AT_RISK, _("Major"), "ph.warning"),
        Severity.CRITICAL: Mark(Tone.OFF_TRACK, _("Critical"), "ph.warning-octagon"),
    }[severity]


def submission_mark(state: SubmissionState) -> Mark:
    """State of a filled form."""
    return {
        SubmissionState.DRAFT: Mark(Tone.NEUTRAL, pgettext("form", "Draft"), "ph.pencil-simple"),
        SubmissionState.FINALISED: Mark(Tone.OWN, pgettext("form", "Final"), "ph.check"),
        SubmissionState.SUBMITTED: Mark(Tone.INFO, pgettext("form", "Submitted"), "ph.paper-plane-tilt"),
        SubmissionState.APPROVED: Mark(Tone.ON_TRACK, pgettext("form", "Approved"), "ph.check-circle"),
        SubmissionState.HAS_ISSUES: Mark(Tone.AT_RISK, pgettext("form", "Has issues"), "ph.warning"),
        SubmissionState.EDITED: Mark(Tone.INFO, pgettext("form", "Edited"), "ph.pencil-line"),
        SubmissionState.REJECTED: Mark(Tone.OFF_TRACK, pgettext("form", "Rejected"), "ph.x-circle"),
    }[state]
