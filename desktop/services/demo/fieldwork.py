"""What was found, agreed, heard and written on an invented visit."""

from datetime import timedelta
from uuid import UUID

from desktop.models import (
    ActionComment,
    ActionPoint,
    Finding,
    PersonMet,
    ResultRating,
    VisitGroup,
    VisitNarrative,
)
from desktop.models.ids import natural_id
from desktop.rules.vocabulary import ActionState
from desktop.services.demo.invented import FindingSketch
from desktop.services.demo.matrices import MadeResult
from desktop.services.demo.projects import MadeProject
from desktop.services.demo.recounts import add_recounts
from desktop.services.demo.rows import Hand, Rows, pick
from desktop.services.demo.story import Story
from desktop.services.visits import sections

REACHED = 2
"""Of three places one was not reached."""


class Fieldwork:
    """Of one visit, by the hand that wrote it down."""

    def __init__(self, rows: Rows, visit_id: UUID, code: str, project: MadeProject, hand: Hand) -> None:
        self._rows, self._visit_id, self._code = rows, visit_id, code
        self._project, self._hand = project, hand

    def add(
        self, story: Story, outputs: tuple[MadeResult, ...], sites: tuple[UUID, ...], *, is_reported: bool
    ) -> tuple[tuple[UUID, FindingSketch], ...]:
        """Ratings, recounts and words follow once the report is being written; answers the findings."""
        reached = sites[:REACHED]
        findings = self._add_findings(story, reached, is_reported=is_reported)
        self._add_people(reached)
        if is_reported:
            for output in outputs:
                self._add_rating(output, story.ratings[output.id])
            add_recounts(self._rows, self._visit_id, self._project, self._hand, outputs)
            self._add_words()
        return findings

    def _add_rating(self, output: MadeResult, rating: str) -> None:
        self._rows.add(
            ResultRating,
            self._project.id,
            self._hand,
            id=natural_id("result_rating", self._visit_id, output.id, ""),
            visit_id=self._visit_id,
            result_id=output.id,
            rating=rating,
            summary=_RATED[rating],
        )

    def _add_findings(
        self, story: Story, sites: tuple[UUID, ...], *, is_reported: bool
    ) -> tuple[tuple[UUID, FindingSketch], ...]:
        random, rows = self._rows.random, self._rows
        made, actions = [], 0
        for at, found in enumerate(story.findings):
            sketch = found.sketch
            finding = rows.add(
                Finding,
                self._project.id,
                self._hand,
                visit_id=self._visit_id,
                result_id=found.output.id,
                site_id=random.choice(sites),
                position=at,
                statement=sketch.statement,
                evidence=sketch.evidence,
                severity=sketch.severity,
                criterion=sketch.criterion,
                tag=sketch.tag,
            )
            made.append((finding, sketch))
            if sketch.action is not None and is_reported:
                actions += 1
                self._add_action(f"{self._code}/A{actions}", finding, sketch.severity, sketch.action)
        return tuple(made)

    def _add_action(self, code: str, finding: UUID, severity: str, title: str) -> None:
        random, rows = self._rows.random, self._rows
        due = self._hand.day + timedelta(days=random.choice((21, 30, 45, 60, 90)))
        state = ActionState.OPEN
        if due < rows.today:  # what is old is mostly done, and some of it is late
            state = ActionState(
                pick(random, {"verified": 6, "completed": 2, "in_progress": 2, "open": 1, "cancelled": 1})
            )
        done = state in (ActionState.COMPLETED, ActionState.VERIFIED)
        owner = random.choice(self._project.land.people)
        action = rows.add(
            ActionPoint,
            self._project.id,
            self._hand,
            project_id=self._project.id,
            visit_id=self._visit_id,
            finding_id=finding,
            code=code,
            title=title,
            owner_id=owner,
            due=due,
            priority="high" if severity in ("major", "critical") else "normal",
            state=state,
            state_reason="The partner's agreement has ended." if state is ActionState.CANCELLED else None,
            done="Done and seen on the next visit." if done else None,
            completed_by=self._project.land.people[-1] if done else None,
        )
        if not done and random.random() < 0.4:
            late = Hand(person_id=owner, office=self._hand.office, day=min(due, rows.today))
            rows.add(
                ActionComment,
                self._project.id,
                late,
                action_id=action,
                text="The partner asked for two more weeks.",
            )

    def _add_people(self, sites: tuple[UUID, ...]) -> None:
        random, rows = self._rows.random, self._rows
        for role, organisation in (("Director", "Partner staff"), ("Deputy mayor", "Local authority")):
            rows.add(
                PersonMet,
                self._project.id,
                self._hand,
                visit_id=self._visit_id,
                site_id=sites[0],
                role=role,
                organisation=organisation,
                sex=random.choice(("female", "male")),
            )
        for site in sites[:2]:
            rows.add(
                VisitGroup,
                self._project.id,
                self._hand,
                visit_id=self._visit_id,
                site_id=site,
                title=random.choice(
                    ("Women's focus group", "Focus group with users", self._project.theme.group)
                ),
                counts={
                    "female": {"18-59": random.randint(3, 14), "60+": random.randint(0, 3)},
                    "male": {"18-59": random.randint(2, 12)},
                },
            )

    def _add_words(self) -> None:
        own = {_OF_A_THEME[name]: text for name, text in self._project.theme.words.items()}
        for section, text in (_WORDS | own).items():
            self._rows.add(
                VisitNarrative,
                self._project.id,
                self._hand,
                id=natural_id("visit_narrative", self._visit_id, section),
                visit_id=self._visit_id,
                section=section,
                text=text,
            )


_RATED = {
    "on_track": "As planned; what was seen is in use.",
    "at_risk": "Delivered in part; what was found has to be mended first, and the partner has agreed to it.",
    "off_track": "Does not work as it stands; the partner was told in writing what has to change.",
}
_WORDS = {
    sections.MESSAGES: "People use what they were offered. Four of five persons asked would recommend it.\n"
    "The figures were counted again from the registers; where they differ, the reason stands beside them.\n"
    "Complaints are few and answered; of those asked, half knew where to complain.",
    sections.LIMITS: "One afternoon of rain kept attendance low; two interviews were interpreted.",
    sections.PARTNERSHIP: "The partner was open, gave access to every file and corrected two lists on the day.",
    sections.AAP: "The complaint box is opened monthly: seven notes, seven answers.",
}
_OF_A_THEME = {
    "context": sections.CONTEXT,
    "challenges": sections.CHALLENGES,
    "gender": sections.GENDER,
    "lessons": sections.LESSONS,
}
