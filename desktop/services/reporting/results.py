"""Ratings, findings, messages and what is asked of the reader."""

from collections.abc import Mapping
from uuid import UUID

from desktop.i18n import _
from desktop.reports import content
from desktop.rules import action_states
from desktop.rules.vocabulary import Priority, Rating, Severity
from desktop.services.actions.records import ActionRow
from desktop.services.reporting import words
from desktop.services.reporting.source import Source
from desktop.services.visits import sections
from desktop.services.visits.records import FindingRecord, ScopedResult

_GRAVEST = (Severity.CRITICAL, Severity.MAJOR, Severity.GOOD_PRACTICE)
_MOST_MESSAGES = 5
_LONGEST_LEAD = 110


def overall(source: Source) -> content.OverallRating | None:
    rating = source.record.row.overall_rating
    summary = (source.record.overall_summary or "").strip()
    return None if rating is None else content.OverallRating(rating=rating, summary=summary)


def rated_results(source: Source) -> tuple[content.RatedResult, ...]:
    sites = {site.id: site.name for site in source.record.sites}
    return tuple(
        content.RatedResult(
            number=one.number,
            title=one.statement,
            level=one.level,
            rating=one.rating,
            summary=one.summary or "",
            by_site=_by_site(one, sites),
            below_target=_below_target(source, one),
            unsent=_is_unsent(source, one),
        )
        for one in source.record.results
    )


def _by_site(one: ScopedResult, sites: Mapping[UUID, str]) -> tuple[content.SiteRating, ...]:
    return tuple(
        content.SiteRating(site=sites[rated.site_id], rating=rated.rating, summary=rated.summary or "")
        for rated in one.ratings
        if rated.site_id is not None and rated.site_id in sites and rated.rating is not None
    )


def _is_unsent(source: Source, one: ScopedResult) -> bool:
    """The mark stands before the words on a result; beside findings alone it would seem to be one of theirs."""
    has_own_line = bool(one.summary) or all(
        found.result_id != one.result_id for found in source.record.findings
    )
    return has_own_line and any(rating.id in source.unsent for rating in one.ratings)


def _below_target(source: Source, one: ScopedResult) -> str:
    if one.rating not in (Rating.AT_RISK, Rating.OFF_TRACK):
        return ""
    return source.words(sections.below_target(one.result_id))


def shown_findings(source: Source) -> tuple[FindingRecord, ...]:
    return tuple(one for one in source.record.findings if source.may_show(one.id))


def shown_actions(source: Source) -> tuple[ActionRow, ...]:
    return tuple(one for one in source.record.actions if source.may_show(one.id))


def findings(source: Source) -> tuple[content.Finding, ...]:
    codes = {action.id: action.code for action in shown_actions(source)}
    return tuple(
        content.Finding(
            statement=one.statement,
            result=one.result_number or "",
            evidence=one.evidence or "",
            severity=one.severity,
            site=one.site or "",
            criterion=words.criterion(one.criterion) if one.criterion else "",
            tags=(words.theme(one.tag),) if one.tag else (),
            actions=tuple(codes[action] for action in one.action_ids if action in codes),
            unsent=one.id in source.unsent,
        )
        for one in shown_findings(source)
    )


def messages(source: Source) -> tuple[content.Message, ...]:
    """As the monitor wrote them, else the gravest findings and the best practice."""
    written = source.paragraphs(sections.MESSAGES)
    if not written:
        by_weight = [
            one.statement
            for severity in _GRAVEST
            for one in shown_findings(source)
            if one.severity is severity
        ]
        written = tuple(" ".join(text.split()) for text in by_weight[:_MOST_MESSAGES])
    return tuple(_message(text) for text in written)


def _message(text: str) -> content.Message:
    """A short first sentence stands in bold."""
    end = min((at for mark in ".!?։؟" if (at := text.find(mark + " ")) > 0), default=-1)
    if 0 < end < _LONGEST_LEAD:
        return content.Message(lead=text[: end + 1], text=text[end + 1 :].strip())
    return content.Message(text=text)


def decisions(source: Source) -> tuple[content.Decision, ...]:
    """What the monitor asks for, then the urgent actions agreed."""
    asked = [content.Decision(text=text) for text in source.paragraphs(sections.DECISIONS)]
    urgent = [
        content.Decision(text=one.title, reference=one.code, who=one.owner or "", by=one.due)
        for one in shown_actions(source)
        if one.priority is Priority.HIGH and one.state not in action_states.DONE
    ]
    return (*asked, *urgent) if source.view.internal_words else tuple(urgent)


def actions(source: Source) -> tuple[content.ActionPoint, ...]:
    numbers = {one.id: one.result_number or "" for one in shown_findings(source)}
    return tuple(
        content.ActionPoint(
            text=one.title,
            reference=one.code,
            result=numbers.get(one.finding_id, "") if one.finding_id else "",
            owner=one.owner or "",
            due=one.due,
            priority=one.priority,
            state=one.state,
            unsent=one.id in source.unsent,
        )
        for one in shown_actions(source)
    )


def lessons(source: Source) -> tuple[content.Narrative, ...]:
    own = source.words(sections.LESSONS)
    good = [
        content.Narrative(heading=_("Good practice"), text=one.statement)
        for one in shown_findings(source)
        if one.severity is Severity.GOOD_PRACTICE
    ]
    return (*good, content.Narrative(heading=_("Lessons"), text=own)) if own else tuple(good)


def cross_cutting(source: Source) -> tuple[content.Narrative, ...]:
    headed = (
        (_("Gender."), sections.GENDER),
        (_("Human rights."), sections.RIGHTS),
        (_("Protection."), sections.PROTECTION),
        (_("Accountability to affected populations."), sections.AAP),
    )
    return tuple(
        content.Narrative(heading=heading, text=text)
        for heading, section in headed
        if (text := source.words(section))
    )
