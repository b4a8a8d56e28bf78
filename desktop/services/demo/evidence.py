"""Photos and filled forms of the invented visits."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

from desktop.clock import Clock
from desktop.forms import Definition, Filling
from desktop.models import Attachment
from desktop.rules.vocabulary import VisitState
from desktop.services.demo.drawing import SUBJECTS, draw_photo
from desktop.services.demo.filled import add_filled
from desktop.services.demo.rows import Hand, Rows, pick
from desktop.services.demo.visits import MadeVisit
from desktop.services.visits.photos import read_photo
from desktop.storage.attachment_files import AttachmentFiles
from desktop.storage.work import Work

_DRAWN = 12
_CAPTIONS = {
    "workshop": "The workshop with its benches, before the afternoon course",
    "homes": "Repaired homes at the edge of the town",
    "desk": "The desk where people ask and complain",
    "road": "The road to the upper villages",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    subject: str
    content: bytes
    thumbnail: str


class PhotoMaker:
    """A dozen pictures are drawn, and shared out among the visits."""

    def __init__(self, rows: Rows, files: AttachmentFiles, count: int) -> None:
        self._rows, self._files = rows, files
        self._drawn = [_draw(number) for number in range(min(_DRAWN, max(count, 1)))]

    def add(self, work: Work, visit: MadeVisit) -> None:
        random = self._rows.random
        for position in range(random.choice((0, 1, 1, 2))):
            owner, drawn = self._choose(visit)
            shows_people = drawn.subject in ("workshop", "desk")
            agreed = pick(random, {"yes": 7, "none": 2, "unasked": 1}) if shows_people else "unasked"
            there = Hand(person_id=visit.hand.person_id, office=visit.hand.office, day=visit.start)
            self._rows.add(
                Attachment,
                visit.project.id,
                there,
                visit_id=visit.id,
                owner_id=owner,
                site_id=visit.sites[0],
                position=position,
                kind="photo",
                sha256=self._files.put(work, visit.project.id, drawn.content),
                size_bytes=len(drawn.content),
                media_type="image/jpeg",
                file_name=f"{drawn.subject}-{visit.start.isoformat()}-{position + 1}.jpg",
                thumbnail=drawn.thumbnail,
                taken_at=datetime.combine(visit.start, time(10, 40), UTC),
                rotation=0,
                caption=_CAPTIONS[drawn.subject],
                shows_people=shows_people,
                shows_minor=False,
                consent=_consent(agreed, visit),
            )

    def _choose(self, visit: MadeVisit) -> tuple[UUID | None, _Drawn]:
        """Of a finding that a picture can show, or of the visit as a whole."""
        random = self._rows.random
        shown = [(finding, sketch.photo) for finding, sketch in visit.findings if sketch.photo is not None]
        owner, subject = (
            random.choice(shown)
            if shown and random.random() < 0.6
            else (None, random.choice(visit.project.theme.photos))
        )
        fitting = [one for one in self._drawn if one.subject == subject]
        return (owner, random.choice(fitting)) if fitting else (None, random.choice(self._drawn))


def _draw(number: int) -> _Drawn:
    subject = SUBJECTS[number % len(SUBJECTS)]
    content = draw_photo(subject, number)
    return _Drawn(subject=subject, content=content, thumbnail=read_photo(content, subject).thumbnail)


def _consent(agreed: str, visit: MadeVisit) -> dict[str, Any] | None:
    if agreed == "unasked":
        return None
    purposes = ["donor", "internal", "record"] if agreed == "yes" else []
    return {
        "purposes": purposes,
        "mode": "oral_witnessed",
        "taker": str(visit.hand.person_id),
        "on": visit.start.isoformat(),
        "language": "en",
    }


class SubmissionMaker:
    """A form filled as a monitor fills it; each pattern of answers is computed once."""

    def __init__(self, rows: Rows, definition: Definition, version_id: UUID, clock: Clock) -> None:
        self._rows, self._version_id = rows, version_id
        self._definition, self._clock = definition, clock

    def add(self, visit: MadeVisit) -> None:
        rows = self._rows
        filling = self._filled(visit)
        there = Hand(person_id=visit.hand.person_id, office=visit.hand.office, day=visit.start)
        add_filled(
            rows,
            visit.project.id,
            there,
            filling,
            self._version_id,
            is_draft=visit.state is VisitState.IN_FIELD,
            visit_id=visit.id,
            site_id=visit.sites[0],
        )

    def _filled(self, visit: MadeVisit) -> Filling:
        random = self._rows.random
        filling = Filling(self._definition, clock=self._clock, language=self._definition.default_language)
        is_open = random.random() < 0.8
        filling.set("/data/day", min(visit.start + timedelta(days=1), self._rows.today).isoformat())
        filling.set("/data/site/name", f"{visit.first_place} centre")
        filling.set("/data/site/open", "yes" if is_open else "no")
        if is_open:
            filling.set("/data/site/women", str(random.randint(6, 60)))
            filling.set("/data/site/men", str(random.randint(4, 50)))
        else:
            filling.set("/data/site/why_closed", "Staff were called to the district office")
        filling.set("/data/services", random.choice(("training", "training counselling", "referral")))
        filling.set("/data/complaints", random.choice(("yes", "no")))
        if visit.state is not VisitState.IN_FIELD:
            path = "/data/interview[1]"  # a form begins with one entry of each list
            filling.set(f"{path}/sex", random.choice(("female", "male")))
            filling.set(f"{path}/age", str(random.randint(19, 71)))
            filling.set(f"{path}/said", "They listen here; only the way home is long.")
        return filling
