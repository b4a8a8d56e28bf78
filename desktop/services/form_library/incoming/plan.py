"""Holds each submission of a file against the store: new, the same, a newer edition, or one to leave."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from uuid import UUID

from desktop.errors import BadInput
from desktop.exchange.remarks import SAYING_DRAFT, Remark
from desktop.forms import answers_in, read_document, settled, without_positions
from desktop.models import Submission
from desktop.models.ids import natural_id
from desktop.progress import Progress
from desktop.services.fates import Fate, RowReport
from desktop.services.form_library.incoming.records import Candidate
from desktop.services.form_library.incoming.versions import FormVersions
from desktop.services.form_library.submissions import SubmissionService
from desktop.storage.work import Work


class Deed(Enum):
    """What taking a submission in asks of the store."""

    MAKE = auto()
    REVIVE = auto()
    RENEW = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A candidate with its fate; `submission_id` is the record it becomes or changes."""

    candidate: Candidate
    deed: Deed
    left: Remark | None = None
    submission_id: UUID | None = None

    def report(self) -> RowReport:
        one = self.candidate
        reason = self.left or one.left
        if reason is not None:
            fate = Fate.UNCHANGED if reason.code == "older_edition" else Fate.LEFT
            return RowReport(
                row=one.number, ref=one.ref, action=fate, code=reason.code, message=reason.message()
            )
        if self.deed is Deed.NOTHING:
            return RowReport(row=one.number, ref=one.ref, action=Fate.UNCHANGED, code="", message="")
        said = [*one.repairs, *one.doubts]
        if one.is_draft and not any(remark.code in SAYING_DRAFT for remark in said):
            said.append(Remark(code="kept_draft"))
        return RowReport(
            row=one.number,
            ref=one.ref,
            action=Fate.REPAIRED if one.repairs else Fate.TAKEN,
            code=said[0].code if said else "",
            message=" ".join(remark.message() for remark in said),
        )


class Plan:
    """What the store holds of a form, as far as a file may touch it."""

    def __init__(self, work: Work, versions: FormVersions, submissions: SubmissionService) -> None:
        self._work, self._versions, self._submissions = work, versions, submissions
        self._form_id = versions.record.row.id
        self._here = self._identities()
        self._known: dict[UUID, Submission] = {}
        self._revived: set[UUID] = set()

    def _identities(self) -> dict[str, UUID]:
        """instanceID > submission, of everything filled with the form."""
        ids = self._work.forms.all_filled_with([one.id for one in self._versions.record.versions])
        roots = {self._versions.definition(one.id).root.path for one in self._versions.record.versions}
        found = {f"uuid:{one}": one for one in ids}
        for root in roots:
            answers = [natural_id("answer", one, f"{root}/meta/instanceID") for one in ids]
            found.update({text: one for one, text in self._work.forms.texts_with(answers).items()})
        return found

    def own_id(self, instance_id: str) -> UUID:
        """Of what comes by a file: the same on every laptop."""
        return natural_id("submission", self._form_id, instance_id)

    def judge(self, candidates: Sequence[Candidate], progress: Progress) -> Iterator[Judged]:
        """Each candidate once, in the order of the file."""
        ids = {self.own_id(one.instance_id) for one in candidates if one.left is None}
        ids |= {self.own_id(one.deprecated_id) for one in candidates if one.deprecated_id}
        self._known = {row.id: row for row in self._work.with_ids(Submission, ids)}
        binned = [row.id for row in self._known.values() if row.deleted_at is not None]
        self._revived = self._work.history.binned_by_undo(binned) if binned else set()
        first: dict[str, Candidate] = {}
        for done, one in enumerate(candidates):
            if done % 50 == 0:
                progress.step(done, len(candidates), "")
            if one.left is not None:
                yield Judged(candidate=one, deed=Deed.NOTHING)
            elif one.instance_id in first:
                yield Judged(candidate=one, deed=Deed.NOTHING, left=self._twin(one, first[one.instance_id]))
            else:
                first[one.instance_id] = one
                yield self._judged(one)

    def _judged(self, one: Candidate) -> Judged:
        here = self._here.get(one.instance_id)
        if here is not None:
            differing = self._differing(one, here)
            if differing:
                reason = Remark(code="differs", before=", ".join(differing[:5]))
                return Judged(candidate=one, deed=Deed.NOTHING, left=reason)
            return Judged(candidate=one, deed=Deed.NOTHING, submission_id=here)
        known = self._known.get(self.own_id(one.instance_id))
        if known is None:
            return self._renewed(one)
        if known.deleted_at is None:
            return Judged(candidate=one, deed=Deed.NOTHING, left=Remark(code="older_edition"))
        if known.id in self._revived:
            return Judged(candidate=one, deed=Deed.REVIVE, submission_id=known.id)
        return Judged(candidate=one, deed=Deed.NOTHING, left=Remark(code="in_bin"))

    def _twin(self, one: Candidate, first: Candidate) -> Remark:
        """What is said of a row with the identity of an earlier one of the file."""
        assert one.version_id is not None
        definition = self._versions.definition(one.version_id)
        differing = _paths_between(
            settled(definition, first.answers or {}), settled(definition, one.answers or {})
        )
        if not differing:
            return Remark(code="same_identity", before=str(first.number))
        return Remark(code="same_identity_differs", before=str(first.number), after=", ".join(differing[:5]))

    def _renewed(self, one: Candidate) -> Judged:
        """An edition that says which earlier one it replaces takes the earlier one's record on."""
        earlier = self._known.get(self.own_id(one.deprecated_id)) if one.deprecated_id else None
        if earlier is None or earlier.deleted_at is not None:
            return Judged(candidate=one, deed=Deed.MAKE, submission_id=self.own_id(one.instance_id))
        said = replace(one, doubts=(Remark(code="newer_edition"), *one.doubts))
        return Judged(candidate=said, deed=Deed.RENEW, submission_id=earlier.id)

    def _differing(self, one: Candidate, here: UUID) -> list[str]:
        """Paths at which the file says something else than the store."""
        assert one.version_id is not None
        definition = self._versions.definition(one.version_id)
        try:
            document = read_document(self._submissions.xml(here, final=True).encode())
        except BadInput:
            return ["XML"]
        kept = settled(definition, answers_in(definition, document.element).by_path)
        came = settled(definition, one.answers or {})
        if one.seen_paths is not None:
            kept = _only(kept, one.seen_paths)
            came = _only(came, one.seen_paths)
        return _paths_between(kept, came)


def _paths_between(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """Paths at which two editions say something else."""
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


def _only(answers: Mapping[str, str], seen: frozenset[str]) -> dict[str, str]:
    return {path: text for path, text in answers.items() if without_positions(path) in seen}
