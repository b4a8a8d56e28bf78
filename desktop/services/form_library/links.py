"""What a visit took from the answers of its forms: findings and verified figures, shown at their question too."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from desktop.errors import BadInput, Refused
from desktop.i18n import _
from desktop.models import Answer, Indicator, Result, Submission, Verification, Visit
from desktop.models.ids import natural_id
from desktop.rules.periods import Period
from desktop.rules.vocabulary import Severity
from desktop.services.accounts.access import Access
from desktop.services.form_library.filling import OpenForm
from desktop.services.typed import read_number
from desktop.services.visits.answer_sources import answer_sources
from desktop.services.visits.findings import FindingService
from desktop.services.visits.guard import editable_visit
from desktop.services.visits.recounting import Recounted
from desktop.services.visits.verifications import VerificationService
from desktop.storage.database import Database
from desktop.storage.work import Work

_NUMBER = re.compile(r"\[\d+\]")
FINDING, FIGURE = "finding", "figure"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLink:
    """A finding or a verified figure that came from a question; `kind` is finding or figure."""

    kind: str
    id: UUID
    path: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChoice:
    """An indicator whose figure an answer may verify; `reported` where a figure of that period stands."""

    indicator_id: UUID
    label: str
    unit: str | None
    period_start: date | None
    period_end: date | None
    place: str | None
    source: str | None
    reported: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureOffer:
    """`value` is the answer; `suggested` the choice made for this question the last time, else None."""

    value: Decimal
    choices: tuple[FigureChoice, ...]
    suggested: int | None


class FormLinkService:
    def __init__(
        self,
        database: Database,
        access: Access,
        findings: FindingService,
        verifications: VerificationService,
    ) -> None:
        self._database, self._access = database, access
        self._findings, self._verifications = findings, verifications

    def of(self, form: OpenForm) -> tuple[QuestionLink, ...]:
        """What came from the questions of this form: findings, then figures."""
        visit_id = form.record.visit_id
        if visit_id is None:
            return ()
        with self._database.reading() as work:
            findings = work.visits.findings_of(visit_id)
            figures = work.visits.verifications_of(visit_id)
            asked = [*(row.answer_id for row in findings), *(row.answer_id for row in figures)]
            sources = answer_sources(work, asked)
            own = {
                one: source.path for one, source in sources.items() if source.submission_id == form.record.id
            }
            links = [
                QuestionLink(kind=FINDING, id=row.id, path=own[row.answer_id], words=row.statement)
                for row in findings
                if row.answer_id in own
            ]
            links += [
                QuestionLink(kind=FIGURE, id=row.id, path=own[row.answer_id], words=_figure_words(work, row))
                for row in figures
                if row.answer_id in own
            ]
        return tuple(links)

    def make_finding(
        self,
        form: OpenForm,
        path: str,
        *,
        statement: str,
        evidence: str,
        severity: Severity | str | None = None,
        result_id: UUID | None = None,
    ) -> UUID:
        """A finding of the form's visit that names its question. Raises Refused without a visit, BadInput."""
        visit_id = _visit_of(form)
        answer_id = self._answer_row(form, path)
        return self._findings.add(
            visit_id,
            statement=statement,
            evidence=evidence,
            severity=severity,
            result_id=result_id,
            site_id=form.record.site_id,
            answer_id=answer_id,
        )

    def figure_offer(self, form: OpenForm, path: str) -> FigureOffer:
        """The answer as a verified figure: for what was reported, and for every indicator of the project.

        Raises Refused without a visit, BadInput where the answer is no number.
        """
        visit_id = _visit_of(form)
        value = _number_at(form, path)
        with self._database.reading() as work:
            visit = work.get(Visit, visit_id)
            indicators = {row.id: row for row in work.results.indicators_of(visit.project_id)}
            labels = {row.id: _label(work, row) for row in indicators.values()}
            last = self._last_figure(work, visit, form, path)
        stored = self._verifications.to_recount(visit_id)
        choices = [
            FigureChoice(
                indicator_id=one.indicator_id,
                label=labels[one.indicator_id],
                unit=indicators[one.indicator_id].unit,
                period_start=one.period_start,
                period_end=one.period_end,
                place=one.place,
                source=one.source,
                reported=one.value,
            )
            for one in stored
            if one.indicator_id in indicators
        ]
        choices += [
            FigureChoice(
                indicator_id=row.id,
                label=labels[row.id],
                unit=row.unit,
                period_start=None,
                period_end=None,
                place=None,
                source=None,
                reported=None,
            )
            for row in indicators.values()
        ]
        suggested = next((at for at, one in enumerate(choices) if one.indicator_id == last), None)
        return FigureOffer(value=value, choices=tuple(choices), suggested=suggested)

    def verify(self, form: OpenForm, path: str, choice: FigureChoice, period: str = "") -> None:
        """Take the answer over as the verified figure; `period` where the choice has none. Raises BadInput, Refused."""
        visit_id = _visit_of(form)
        value = _number_at(form, path)
        days: str | Period = period
        if choice.period_start is not None and choice.period_end is not None:
            days = Period(choice.period_start, choice.period_end)
        answer_id = self._answer_row(form, path)
        self._verifications.verify(
            visit_id,
            choice.indicator_id,
            days,
            Recounted(verified=value),
            place=choice.place,
            source=choice.source,
            site_id=form.record.site_id,
            answer_id=answer_id,
        )

    def _answer_row(self, form: OpenForm, path: str) -> UUID:
        """The row of the question, made where nothing is answered, so that the link leads back."""
        question = form.question(path)
        answer_id = natural_id("answer", form.record.id, question.path)
        with self._database.writing("forms.link") as work:
            submission = work.get(Submission, form.record.id)
            if submission.visit_id is not None:
                editable_visit(work, self._access, submission.visit_id)
            if work.find(Answer, answer_id, deleted=True) is None:
                work.add(
                    Answer(
                        id=answer_id,
                        scope_id=submission.scope_id,
                        submission_id=submission.id,
                        path=question.path,
                        value=None,
                    )
                )
        return answer_id

    def _last_figure(self, work: Work, visit: Visit, form: OpenForm, path: str) -> UUID | None:
        """The indicator that the same question of the same form verified last in this project."""
        plain = _NUMBER.sub("", path)
        for row in work.visits.figures_from_answers(visit.project_id):
            answer = work.find(Answer, row.answer_id, deleted=True) if row.answer_id else None
            if answer is None or _NUMBER.sub("", answer.path) != plain:
                continue
            submission = work.find(Submission, answer.submission_id, deleted=True)
            if submission is not None and submission.form_title == form.record.title:
                return row.indicator_id
        return None


def _visit_of(form: OpenForm) -> UUID:
    if form.record.visit_id is None:
        raise Refused(
            _("This form belongs to no visit."), _("Findings and verified figures are recorded on a visit.")
        )
    return form.record.visit_id


def _number_at(form: OpenForm, path: str) -> Decimal:
    text = form.question(path).value
    try:
        value = read_number(text)
    except BadInput:
        value = None
    if value is None:
        raise BadInput(
            _("The answer to this question is no number."), _("Answer it with the figure that was counted.")
        )
    return value


def _label(work: Work, row: Indicator) -> str:
    result = work.find(Result, row.result_id)
    code = f"{result.number if result else ''}/{row.code}" if row.code else (result.number if result else "")
    return f"{code} {row.title}".strip()


def _figure_words(work: Work, row: Verification) -> str:
    indicator = work.find(Indicator, row.indicator_id)
    return indicator.title if indicator is not None else ""
