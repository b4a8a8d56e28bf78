"""An invented visit, full enough to fill every chapter of its report."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal as D
from io import BytesIO

from PIL import Image, ImageDraw

from desktop.reports.content import (
    ActionPoint,
    Annex,
    Answer,
    AnsweredForm,
    BudgetLine,
    ContextFigure,
    DataQuality,
    Decision,
    DifferencePart,
    DocumentSeen,
    EarlierAction,
    Finding,
    KeyFigure,
    KnownIssue,
    Message,
    Narrative,
    OverallRating,
    PeopleGroup,
    Photo,
    PlannedWork,
    RatedResult,
    Revision,
    SeenRisk,
    Signature,
    Site,
    SiteRating,
    Terms,
    Unsent,
    Verification,
    VerificationTotal,
    VisitReport,
)
from desktop.rules.vocabulary import (
    ActionState,
    DifferenceReason,
    Extent,
    IssueState,
    Priority,
    Rating,
    ResultLevel,
    Severity,
    SiteState,
    SourcesSeen,
    VerificationMethod,
    VisitType,
)

MADE_AT = datetime(2026, 11, 24, 6, 42, tzinfo=UTC)


def make_jpeg(width: int = 1280, height: int = 840, color: str = "#88a070", exif: bytes = b"") -> bytes:
    """A drawn picture as an ordinary JPEG."""
    image = Image.new("RGB", (width, height), "#a8c0d8")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, height * 0.6, width, height), fill=color)
    for at in range(60):
        x, y = (at * 397) % width, height * 0.6 + (at * 211) % int(height * 0.4)
        pen.ellipse((x, y, x + 60, y + 18), fill=(60 + at * 2, 120, 40 + at * 3))
    pen.rectangle((width * 0.2, height * 0.35, width * 0.5, height * 0.72), fill="#d8d0c0")
    pen.polygon(
        ((width * 0.16, height * 0.36), (width * 0.35, height * 0.18), (width * 0.54, height * 0.36)),
        fill="#a04838",
    )
    output = BytesIO()
    image.save(output, "JPEG", quality=88, exif=exif)
    return output.getvalue()


def make_small_visit(**changes: object) -> VisitReport:
    """The least a visit report needs."""
    small = VisitReport(
        reference="GE/RT.1432/2026/007",
        title="Reintegration of returnees",
        made_at=MADE_AT,
        zone="Asia/Tbilisi",
    )
    return replace(small, **changes)  # type: ignore[arg-type]


def make_visit() -> VisitReport:
    """A visit with every section."""
    return make_small_visit(
        title="Community-based reintegration of returnees in western Georgia",
        short_title="Reintegration of returnees, western Georgia",
        revision=2,
        offices=("Country office Georgia", "Regional migration office"),
        project="RT.1432",
        project_start=date(2025, 3, 1),
        project_end=date(2027, 2, 28),
        type=VisitType.MONITORING,
        start=date(2026, 11, 10),
        end=date(2026, 11, 13),
        lead="N. Kobalia, monitoring assistant",
        partners=("Enguri Community Fund",),
        audience=("Office", "partner", "donor"),
        unsent=Unsent(records=3, of=48, findings=1, values=2),
        overall=OverallRating(
            rating=Rating.AT_RISK,
            summary="Three of seven results lag: small grants started ten weeks late and the referral desk in "
            "Tsalenjikha is closed.",
        ),
        **_results(),
        **_page_one(),
        **_visit_itself(),
        **_figures(),
        **_project(),
        **_evidence(),
    )


def _results() -> dict[str, object]:
    output, outcome = ResultLevel.OUTPUT, ResultLevel.OUTCOME
    return {
        "results": (
            RatedResult(
                number="1", level=outcome, title="Returnees earn a stable income", rating=Rating.ON_TRACK
            ),
            RatedResult(number="1.1", level=output, title="Vocational training", rating=Rating.ON_TRACK),
            RatedResult(
                number="1.2",
                level=output,
                title="Small grants",
                rating=Rating.OFF_TRACK,
                below_target="The agreement foresaw a committee chaired by the municipality. The appointment letter was "
                "sent on 11 July, after the local budget was adopted. The partner did not escalate because the "
                "workplan shows the committee as a milestone without an owner.",
                by_site=(
                    SiteRating(site="Zugdidi", rating=Rating.AT_RISK, summary="22 files complete"),
                    SiteRating(site="Senaki", rating=Rating.OFF_TRACK, summary="No committee yet"),
                ),
            ),
            RatedResult(number="1.3", level=output, title="Job placement", rating=Rating.ON_TRACK),
            RatedResult(
                number="2", level=outcome, title="Communities include returnees", rating=Rating.AT_RISK
            ),
            RatedResult(number="2.1", level=output, title="Referral desks", rating=Rating.AT_RISK),
            RatedResult(
                number="2.2",
                level=output,
                title="Community workshops",
                rating=Rating.NOT_MONITORED,
                summary="Road to Jvari closed. To be covered in the next visit, planned for 18 January 2027.",
            ),
        ),
        "findings": (
            Finding(
                result="1",
                statement="30 of 42 persons asked are in paid work that uses the skill; 19 had none before. Women find "
                "work later (median 11 weeks) than men (6 weeks).",
                evidence="FGD 1–3; tracer form TF-2, n = 42",
            ),
            Finding(
                result="1.1",
                statement="214 of 240 completed. Electricians and sewing are full; the tourism course has seven empty places.",
                evidence="DOC attendance; OBS 10 Nov",
                tags=("gender",),
            ),
            Finding(
                result="1.2",
                statement="38 of 90 paid. The committee met for the first time on 4 August; nobody was named to call "
                "it. Applicants waited 14 weeks for an answer.",
                evidence="DOC 22 of 38 files; KII 3, 5",
                severity=Severity.MAJOR,
                actions=("AP-041",),
            ),
            Finding(
                result="2",
                statement="Mixed activities work in Zugdidi. In Senaki host families said the criteria were never "
                "explained to them.",
                evidence="FGD 4; KII 8",
                severity=Severity.MINOR,
                actions=("AP-043",),
                unsent=True,
            ),
            Finding(
                result="2.1",
                statement="Two of three desks open. Tsalenjikha has been closed since 2 October; the sign on the door "
                "gives a number that is out of service.",
                evidence="OBS 12 Nov; 4 users",
                severity=Severity.MAJOR,
                actions=("AP-042",),
            ),
        ),
        "partnership": "The partner was open, gave access to every file and corrected two lists on the day.",
        "context": "Prices of building materials rose by 11 % since the grant ceiling was set.",
        "context_figures": (
            ContextFigure(
                place="Samegrelo",
                day=date(2026, 9, 30),
                individuals=4180,
                households=1312,
                source="Displacement tracking, round 9",
            ),
        ),
        "challenges": (
            "No owner for the grant committee, so no one is late.",
            "People who move between sites are counted at both.",
            "Complaints reach staff by word of mouth; none of the 5 heard was in the log.",
        ),
    }


def _page_one() -> dict[str, object]:
    return {
        "figures": (
            KeyFigure(value=D("0.97"), label="verification factor", note="good: 0.95–1.05"),
            KeyFigure(value=D("0.66"), percent=True, label="of reported persons verified", note="374 of 568"),
            KeyFigure(value="Medium", label="data quality", note="mean 2.3 of 3"),
            KeyFigure(value=6, label="action points agreed", note="2 high, 1 overdue earlier"),
        ),
        "messages": (
            Message(
                lead="Training delivers.",
                text="214 of 240 planned returnees finished vocational training; 71 % of those asked use the skill in "
                "paid work.",
            ),
            Message(
                lead="Small grants are late.",
                text="38 of 90 grants paid. The selection committee met first in August, not in May; the plan for 2027 "
                "must absorb 52 grants.",
            ),
            Message(
                lead="Attendance is over-reported by a tenth.",
                text="Reported 320, recounted 289: 31 persons who moved between Zugdidi and Senaki stood on both lists.",
            ),
            Message(
                lead="The Tsalenjikha referral desk has been closed since 2 October.",
                text="Three persons we met had not been told where else to turn.",
            ),
        ),
        "decisions": (
            Decision(
                reference="AP-041",
                text="Name a caller for the grant committee and fix six dates until March 2027",
                who="Project manager",
                by=date(2026, 12, 1),
            ),
            Decision(
                reference="AP-042",
                text="Reopen the Tsalenjikha desk or give people a working number",
                who="Partner",
                by=date(2026, 12, 4),
            ),
        ),
    }


def _visit_itself() -> dict[str, object]:
    return {
        "terms": Terms(
            purpose="Check progress of outputs 1.1–2.2, recount reported persons for July–September 2026, agree "
            "corrections with the partner.",
            questions="Do returnees use what they were trained for? Why are grants late? Can people complain and be heard?",
            methods="4 focus groups (31 persons), 9 key informant interviews, observation at 3 sites, recount of "
            "attendance sheets and grant files.",
            limits="Road to Jvari closed on 12 November: output 2.2 not monitored there. Interviews in Megrelian were "
            "interpreted. One day of rain kept attendance low in Senaki.",
        ),
        "sites": (
            Site(
                name="Zugdidi",
                day=date(2026, 11, 10),
                done="Focus groups with women and with men, recount of sheets",
                persons=34,
                latitude=D("42.5088"),
                longitude=D("41.8709"),
            ),
            Site(
                name="Senaki",
                day=date(2026, 11, 11),
                done="Focus group, grant file check, partner meeting",
                persons=21,
                latitude=D("42.2704"),
                longitude=D("42.0675"),
            ),
            Site(
                name="Tsalenjikha",
                day=date(2026, 11, 12),
                done="Observation, interviews with four users",
                persons=9,
                latitude=D("42.6045"),
                longitude=D("42.0686"),
            ),
            Site(
                name="Jvari",
                day=date(2026, 11, 12),
                state=SiteState.NOT_REACHED,
                reason="road closed",
                latitude=D("42.7169"),
                longitude=D("42.0525"),
            ),
        ),
        "people": (
            PeopleGroup(group="Returnees", female=22, male=15, unknown=1),
            PeopleGroup(group="Grant committee", female=3, male=4, unknown=0),
            PeopleGroup(group="Partner staff", female=5, male=3, unknown=0),
            PeopleGroup(group="Local authority", female=2, male=4, unknown=0),
            PeopleGroup(group="Host community", female=3, male=2, unknown=0),
        ),
        "people_note": "Names are kept in the office record; all 64 consented to an anonymous record.",
        "distribution": "Country office (M&E, project manager); Enguri Community Fund; regional thematic reviewer; donor "
        "copy without annex B.",
        "earlier_actions": (
            EarlierAction(
                reference="AP-031",
                text="Publish the grant criteria in Georgian and Megrelian",
                owner="Partner",
                due=date(2026, 6, 30),
                state=ActionState.VERIFIED,
                note="verified on site",
            ),
            EarlierAction(
                reference="AP-034",
                text="Install a ramp at the Senaki community house",
                owner="Municipality",
                due=date(2026, 8, 31),
                state=ActionState.IN_PROGRESS,
                days_overdue=71,
                note="ramp poured, rail missing",
            ),
        ),
        "known_issues": (
            KnownIssue(
                reference="KI-12",
                text="Mobile signal fails at the Jvari workshop",
                state=IssueState.RECURRING,
                note="third visit in a row",
            ),
        ),
    }


def _figures() -> dict[str, object]:
    recount, all_seen = VerificationMethod.RECOUNT, SourcesSeen.ALL
    return {
        "verification_period": "July–September 2026",
        "verifications": (
            Verification(
                indicator="1.1a Persons in training",
                site="Zugdidi",
                reported=D(186),
                checked=D(186),
                confirmed=D(171),
                verified=D(171),
                method=recount,
                sources=all_seen,
                differences=(
                    DifferencePart(
                        reason=DifferenceReason.DOUBLE_COUNT, amount=D(15), note="persons also in Senaki list"
                    ),
                ),
            ),
            Verification(
                indicator="1.1a Persons in training",
                site="Senaki",
                reported=D(134),
                checked=D(134),
                confirmed=D(118),
                verified=D(118),
                method=recount,
                sources=all_seen,
                differences=(DifferencePart(reason=DifferenceReason.DOUBLE_COUNT, amount=D(16)),),
            ),
            Verification(
                indicator="1.2a Grants paid",
                reported=D(38),
                checked=D(22),
                confirmed=D(22),
                verified=D(38),
                extent=Extent.SAMPLE,
                method=VerificationMethod.DOCUMENT,
                sources=all_seen,
                unsent=True,
            ),
            Verification(
                indicator="1.3a Persons placed",
                reported=D(54),
                checked=D(54),
                confirmed=D(56),
                verified=D(56),
                method=recount,
                sources=SourcesSeen.SOME,
                differences=(
                    DifferencePart(
                        reason=DifferenceReason.LATE_RECORDS,
                        amount=D(2),
                        note="contracts signed 30 September",
                    ),
                ),
            ),
            Verification(
                indicator="2.1a Persons referred",
                site="Zugdidi",
                reported=D(0),
                checked=D(16),
                confirmed=D(16),
                verified=D(16),
                differences=(
                    DifferencePart(reason=DifferenceReason.MISSING_SOURCE, note="log not sent to the office"),
                ),
            ),
            Verification(
                indicator="2.1a Persons referred", site="Tsalenjikha", reported=D(41), note="Desk closed"
            ),
        ),
        "verification_totals": (
            VerificationTotal(indicator="1.1a Persons in training", reported=D(320), verified=D(289)),
        ),
        "data_quality": (
            DataQuality(
                indicator="1.1a Persons in training",
                validity=3,
                integrity=1,
                precision=2,
                reliability=2,
                timeliness=3,
                completeness=2,
                action="AP-044",
                note="sheets of Senaki were copied from Zugdidi for two sessions.",
            ),
            DataQuality(
                indicator="1.2a Grants paid",
                validity=3,
                integrity=3,
                precision=3,
                reliability=3,
                timeliness=2,
            ),
        ),
    }


def _project() -> dict[str, object]:
    return {
        "cross_cutting": (
            Narrative(
                heading="Gender.",
                text="55 % of trained persons are women. Evening courses exclude women with small children; one course "
                "moved to mornings and filled at once.",
            ),
            Narrative(
                heading="Accountability.", text="Complaint box in Zugdidi opened monthly: 7 notes, 7 answers."
            ),
        ),
        "reporting_channel": "Confidential channel: see the office notice, annex C.",
        "workplan": (
            PlannedWork(
                title="1.1 Training courses",
                start=date(2025, 4, 1),
                end=date(2026, 11, 15),
                percent_done=D(89),
                rating=Rating.ON_TRACK,
            ),
            PlannedWork(
                title="1.2 Grants",
                start=date(2025, 8, 15),
                end=date(2026, 9, 30),
                percent_done=D(42),
                rating=Rating.OFF_TRACK,
                note="10 weeks late",
            ),
            PlannedWork(
                title="2.1 Referral desks",
                start=date(2025, 5, 15),
                end=date(2027, 2, 28),
                percent_done=D(60),
                rating=Rating.AT_RISK,
            ),
            PlannedWork(
                title="2.2 Workshops",
                start=date(2026, 1, 1),
                end=date(2026, 12, 31),
                percent_done=D(50),
                rating=Rating.NOT_MONITORED,
            ),
        ),
        "currency": "EUR",
        "budget": (
            BudgetLine(title="Training", planned=D("148000"), spent=D("121360"), elapsed_percent=D(85)),
            BudgetLine(
                title="Grants",
                planned=D("225000"),
                spent=D("92750"),
                elapsed_percent=D(85),
                flag="44 points apart",
            ),
        ),
        "budget_total": BudgetLine(
            title="Total", planned=D("373000"), spent=D("214110"), elapsed_percent=D(85)
        ),
        "risks": (
            SeenRisk(
                text="Grants not paid before the end date",
                before=9,
                now=16,
                treatment="Fixed committee dates until March",
                owner="project manager",
            ),
            SeenRisk(
                text="Winter closes the Jvari road",
                before=4,
                now=6,
                treatment="Visit planned with road service",
            ),
        ),
        "lessons": (
            Narrative(
                heading="Good practice",
                text="Former trainees teach the first week of each course. Drop-out fell from 14 % to 6 %.",
            ),
            Narrative(heading="Lesson", text="A milestone needs a person."),
        ),
        "actions": (
            ActionPoint(
                reference="AP-041",
                text="Name a caller for the grant committee and fix six dates until March 2027; publish them at all sites",
                result="1.2",
                owner="Project manager",
                due=date(2026, 12, 1),
                priority=Priority.HIGH,
            ),
            ActionPoint(
                reference="AP-042",
                text="Reopen the Tsalenjikha desk or put up a working number; one log for all desks",
                result="2.1",
                owner="Partner",
                due=date(2026, 12, 4),
                priority=Priority.HIGH,
                state=ActionState.IN_PROGRESS,
            ),
            ActionPoint(
                reference="AP-046",
                text="Visit Jvari to monitor output 2.2",
                result="2.2",
                owner="Monitoring assistant",
                due=date(2027, 1, 18),
            ),
        ),
        "actions_note": "Agreed with the partner on 13 November 2026.",
    }


def _evidence() -> dict[str, object]:
    return {
        "photos": (
            Photo(
                image=make_jpeg(),
                caption="Training centre Zugdidi, east side with the new entrance",
                taken_on=date(2026, 11, 10),
                consent="No persons. Location coarsened.",
            ),
            Photo(
                image=make_jpeg(900, 1200, "#706050"),
                caption="Sewing course, session 14.",
                taken_on=date(2026, 11, 10),
                consent="4 adults, written consent: internal and donor report. Faces redacted by choice.",
            ),
            Photo(image=make_jpeg(color="#506080"), caption="Recount of attendance sheets and grant files"),
            Photo(
                caption="Focus group with parents in Senaki.",
                taken_on=date(2026, 11, 11),
                left_out="No consent for the donor audience",
                consent="Oral consent, witnessed: office record alone. One person under 18.",
            ),
        ),
        "map_note": "Boundaries shown imply no opinion on their legal status.",
        "annexes": (
            Annex(
                letter="A",
                document="Monitoring form MF-3, version 2026.2",
                records=9,
                held_in="Data file in this PDF",
            ),
            Annex(
                letter="B", document="Tracer form TF-2, version 2026.1", records=42, held_in="Office store"
            ),
        ),
        "documents": (
            DocumentSeen(
                title="Attendance sheets",
                period="Jul–Sep 2026",
                seen_at="Zugdidi, Senaki",
                extent="All 47 sheets",
            ),
        ),
        "forms": (
            AnsweredForm(
                title="Monitoring form MF-3",
                version="2026.2",
                site="Senaki",
                day=date(2026, 11, 11),
                answers=(
                    Answer(question="The building", is_group=True),
                    Answer(question="Is the entrance reachable with a wheelchair?", answer="No"),
                    Answer(question="What is missing?", answer="Rail on the left side"),
                ),
            ),
        ),
        "signatures": (
            Signature(
                role="Written by",
                name="N. Kobalia, monitoring assistant",
                day=date(2026, 11, 23),
                how="Signed on this device",
            ),
            Signature(
                role="Read by the partner",
                name="L. Shonia, Enguri Community Fund",
                day=date(2026, 11, 24),
                how="On paper",
            ),
            Signature(role="Approved by", name="Project manager", how="Waiting"),
        ),
        "revisions": (
            Revision(
                number=2,
                day=date(2026, 11, 24),
                author="N. Kobalia",
                changed="Section 4: verified figure 118 added for 1.1a Senaki (reported 134 stands).",
            ),
            Revision(number=1, day=date(2026, 11, 17), author="N. Kobalia", changed="First issue"),
        ),
    }
