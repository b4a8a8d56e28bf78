"""Begins submissions, opens and finishes them, gives them out as OpenRosa XML."""

from collections.abc import Sequence
from uuid import UUID

from desktop.clock import Clock
from desktop.errors import BadInput, Refused
from desktop.forms import Filling
from desktop.i18n import _
from desktop.models import Answer, FormVersion, Submission, VisitSite
from desktop.models.ids import new_id
from desktop.rules import submission_states
from desktop.rules.roles import Deed
from desktop.rules.vocabulary import SubmissionState
from desktop.services.accounts.access import Access
from desktop.services.form_library.answer_rows import Kept, new_rows, read_kept, write_rows
from desktop.services.form_library.entities.finishing import keep_finished
from desktop.services.form_library.entities.said_before import said_before
from desktop.services.form_library.entities.scopes import require_there
from desktop.services.form_library.filling import OpenForm
from desktop.services.form_library.fillings import Fillings
from desktop.services.form_library.given_files import FindFile, GivenFile, keep_given, look_for, no_file
from desktop.services.form_library.guard import require_writer
from desktop.services.form_library.keeping import missing_in
from desktop.services.form_library.offices import office_countries, scope_of
from desktop.services.form_library.reading import submission_named, submission_record, submission_records
from desktop.services.form_library.records import FillReport, FormIncomplete, SubmissionRecord
from desktop.services.form_library.service import FormLibraryService
from desktop.services.form_library.steps import Step, take_steps
from desktop.services.form_library.untouched import take_back_untouched
from desktop.services.typed import read_text
from desktop.services.visits.guard import editable_visit
from desktop.services.wording import word
from desktop.storage.attachment_files import AttachmentFiles
from desktop.storage.database import Database
from desktop.storage.work import Work

UNFINISHED = (SubmissionState.DRAFT, SubmissionState.HAS_ISSUES, SubmissionState.EDITED)
MOST_LISTED = 500


class SubmissionService:
    """Each method that writes is refused once the visit of the submission is handed in."""

    def __init__(
        self,
        database: Database,
        files: AttachmentFiles,
        library: FormLibraryService,
        access: Access,
        clock: Clock,
    ) -> None:
        self._database, self._files, self._library = database, files, library
        self._access, self._clock = access, clock
        self.fillings = Fillings(database, library, clock)
        self._begun: set[UUID] = set()
        """Begun here, and not left yet."""

    # Beginning

    def start(
        self,
        form: UUID,
        *,
        visit_id: UUID | None = None,
        site_id: UUID | None = None,
        spoken: str = "",
    ) -> OpenForm:
        """A new draft of the form's newest version, on a visit or by itself.

        `spoken` is one of the form's languages. Raises Refused for a retired form or a closed visit.
        """
        version_id, filling, seen = self._begin(form, spoken, visit_id)
        submission_id = self._keep(version_id, filling, visit_id, site_id, final_xml=None)
        self._begun.add(submission_id)
        return self._opened(submission_id, filling, seen)

    def leave(self, submission_id: UUID) -> bool:
        """The person is done with it for now; True where it was begun here without a word, and is gone again."""
        if submission_id not in self._begun:
            return False
        self._begun.discard(submission_id)
        return take_back_untouched(self._database, self._access, submission_id)

    def fill(
        self,
        form: UUID,
        steps: Sequence[Step],
        *,
        visit_id: UUID | None = None,
        site_id: UUID | None = None,
        spoken: str = "",
        find_file: FindFile = no_file,
    ) -> FillReport:
        """Take all steps and keep the submission in one commit: final, or a draft where problems are left.

        `find_file` gives the bytes of a file that an answer names.
        A step that has no place in the form raises BadInput or NotFound, what it cannot say of an entity Refused; then
        nothing is kept.
        """
        version_id, filling, _seen = self._begin(form, spoken, visit_id)
        take_steps(filling, steps)
        given, missing = look_for(filling.named_files(), find_file)
        problems = (*filling.problems(), *missing)
        final_xml = None if problems else filling.finalise()
        submission_id = self._keep(version_id, filling, visit_id, site_id, final_xml=final_xml, given=given)
        state = SubmissionState.DRAFT if final_xml is None else SubmissionState.FINALISED
        return FillReport(submission_id=submission_id, state=state, problems=problems)

    def _begin(self, form: UUID, spoken: str, visit_id: UUID | None) -> tuple[UUID, Filling, int]:
        """The version, and a filling of it that read its lists at that change of the store."""
        row = self._library.get(form).row
        if row.retired:
            raise Refused(
                _("The form {title} is retired.").format(title=row.shown_title),
                _("Take it back into use in the library, or choose another one."),
            )
        if spoken and row.languages and spoken not in row.languages:
            raise BadInput(
                _("The form is not written in {language}.").format(language=spoken),
                _("Its languages: {languages}").format(languages=", ".join(row.languages)),
            )
        with self._database.reading() as work:
            scope_id, seen = self.scope_to_fill_in(work, visit_id), work.change
        return row.version_id, self.fillings.make(row.version_id, spoken, scope_id), seen

    def _keep(
        self,
        version_id: UUID,
        filling: Filling,
        visit_id: UUID | None,
        site_id: UUID | None,
        *,
        final_xml: str | None,
        given: Sequence[GivenFile] = (),
    ) -> UUID:
        submission_id = new_id()
        with self._database.writing("forms.start") as work:
            scope_id = self.scope_to_fill_in(work, visit_id)
            if site_id is not None and work.get(VisitSite, site_id).visit_id != visit_id:
                raise BadInput(_("This site belongs to another visit."), _("Choose a site of this visit."))
            version = work.get(FormVersion, version_id)
            row = Submission(
                id=submission_id,
                scope_id=scope_id,
                visit_id=visit_id,
                site_id=site_id,
                version_id=version_id,
                form_title=version.title or filling.definition.form_id,
                instance_name=filling.instance_name or None,
                fill_language=filling.language or None,
                state=SubmissionState.DRAFT if final_xml is None else SubmissionState.FINALISED,
                state_by=None if final_xml is None else self._access.person_id,
                missing=missing_in(filling),
                xml=final_xml,
            )
            work.add(row)
            work.flush()
            work.add_many(Answer, new_rows(submission_id, scope_id, filling.answers(), filling.remarks()))
            keep_given(work, self._files, row, given)
            if final_xml is not None:
                keep_finished(work, self._database, self._access, submission_id, scope_id, filling)
        return submission_id

    def scope_to_fill_in(self, work: Work, visit_id: UUID | None) -> UUID:
        """Where a new submission is kept. Raises Refused for who may fill in nothing there."""
        if visit_id is not None:
            return editable_visit(work, self._access, visit_id).scope_id
        scope_id = scope_of(office_countries(work, self._database))
        what = _("Your role does not let you fill in forms.")
        require_there(work, self._database, self._access, scope_id, Deed.FILL_FORM, what)
        return scope_id

    # Opening

    def open(self, submission_id: UUID) -> OpenForm:
        """The submission as it was left, under its own version; read only where it may not be changed."""
        with self._database.reading() as work:
            row = work.get(Submission, submission_id)
            version_id, spoken, scope_id = row.version_id, row.fill_language or "", row.scope_id
            kept, seen = read_kept(work, submission_id), work.change
        filling = self.fillings.make(version_id, spoken, scope_id, kept)
        return self._opened(submission_id, filling, seen, kept)

    def _opened(
        self, submission_id: UUID, filling: Filling, lists_seen: int, kept: Kept | None = None
    ) -> OpenForm:
        with self._database.reading() as work:
            record = submission_record(work, work.get(Submission, submission_id), self._access)
            seen = work.change
        kept = kept or Kept(filling.answers())
        return OpenForm(self._database, self._access, self._files, filling, record, kept, seen, lists_seen)

    def get(self, submission_id: UUID) -> SubmissionRecord:
        with self._database.reading() as work:
            return submission_record(work, work.get(Submission, submission_id), self._access)

    def named(self, text: str) -> SubmissionRecord:
        """By id or a prefix of it. Raises NotFound, BadInput."""
        with self._database.reading() as work:
            return submission_record(work, submission_named(work, text), self._access)

    def unfinished(self) -> tuple[SubmissionRecord, ...]:
        """Drafts and those sent back, newest first."""
        with self._database.reading() as work:
            rows = work.forms.submissions_in(UNFINISHED, MOST_LISTED)
            return submission_records(work, rows, self._access)

    def of_visit(self, visit_id: UUID) -> tuple[SubmissionRecord, ...]:
        with self._database.reading() as work:
            rows = work.forms.submissions_of(visit_id)
            return submission_records(work, rows, self._access)

    def xml(self, submission_id: UUID, *, final: bool = False) -> str:
        """OpenRosa XML: as it was finished, or the draft as it stands, `final` without what is not relevant."""
        with self._database.reading() as work:
            row = work.get(Submission, submission_id)
            if row.xml is not None and SubmissionState(row.state) not in UNFINISHED:
                return row.xml
            version_id, spoken, scope_id = row.version_id, row.fill_language or "", row.scope_id
            kept = read_kept(work, submission_id)
        return self.fillings.make(version_id, spoken, scope_id, kept).to_xml(final=final)

    # Changing

    def finalise(self, submission_id: UUID, *, seen: int | None = None) -> SubmissionRecord:
        """Finish it. Raises FormIncomplete, which lists everything that stands in the way; Refused.

        `seen` is `lists_seen` of the form it was filled in: what others wrote of its entities since, it had not seen.
        """
        opened = self.open(submission_id)
        target = self._target_after(opened.record.state)
        problems = opened.problems()
        if problems:
            raise FormIncomplete(opened.record.shown_title, problems)
        with self._database.reading() as work:
            scope_id = work.get(Submission, submission_id).scope_id
            kept = read_kept(work, submission_id)
        filling = self.fillings.make(opened.record.version_id, opened.language, scope_id, kept)
        xml = filling.finalise()
        with self._database.writing("forms.finalise") as work:
            row = self._to_move(work, submission_id, target)
            before = said_before(work, filling.definition, row.id) if filling.entities() else ()
            keep_finished(
                work, self._database, self._access, row.id, row.scope_id, filling, seen=seen, before=before
            )
            final = filling.answers()
            write_rows(
                work, row, {path: text for path, text in final.items() if kept.answers.get(path) != text}
            )
            row.state, row.state_reason, row.state_by = target, None, self._access.person_id
            row.xml, row.missing = xml, 0
            row.instance_name = filling.instance_name or None
            work.flush()
            return submission_record(work, row, self._access)

    @staticmethod
    def _target_after(state: SubmissionState) -> SubmissionState:
        if state is SubmissionState.DRAFT:
            return SubmissionState.FINALISED
        if state is SubmissionState.EDITED:
            return SubmissionState.SUBMITTED
        if state is SubmissionState.HAS_ISSUES:
            return SubmissionState.EDITED
        raise Refused(_("This form is {state} already.").format(state=word(state)))

    def reopen(self, submission_id: UUID, reason: str | None = None) -> SubmissionRecord:
        """Make a finished form a draft again; one handed in needs a reason, and its visit returned or reopened.

        Raises Refused.
        """
        words = read_text(reason)
        with self._database.writing("forms.reopen", reason=words) as work:
            row = self._to_move(work, submission_id, SubmissionState.DRAFT)
            if row.state == SubmissionState.SUBMITTED:
                _refuse_reopening(row, words)
            row.state, row.state_reason = SubmissionState.DRAFT, words
            row.state_by, row.xml = self._access.person_id, None
            work.flush()
            return submission_record(work, row, self._access)

    def _to_move(self, work: Work, submission_id: UUID, target: SubmissionState) -> Submission:
        row = work.get(Submission, submission_id)
        state = SubmissionState(row.state)
        step = submission_states.find_step(state, target)
        if step is None:
            raise Refused(
                _("A form that is {state} cannot become {target}.").format(
                    state=word(state), target=word(target)
                ),
                _("What was handed in is changed by sending it back."),
            )
        require_writer(work, self._database, self._access, row)
        return row

    def delete(self, submission_id: UUID) -> None:
        """Into the bin; `restore` brings it back with its answers. Raises Refused once it is handed in."""
        with self._database.writing("forms.delete") as work:
            row = work.get(Submission, submission_id)
            require_writer(work, self._database, self._access, row)
            if SubmissionState(row.state) not in (*UNFINISHED, SubmissionState.FINALISED):
                raise Refused(
                    _("A form that was handed in is not deleted."), _("Have it sent back, or rejected.")
                )
            row.deleted_at = self._clock()

    def restore(self, submission_id: UUID) -> SubmissionRecord:
        with self._database.writing("forms.restore") as work:
            row = work.find(Submission, submission_id, deleted=True) or work.get(Submission, submission_id)
            require_writer(work, self._database, self._access, row)
            row.deleted_at = None
            work.flush()
            return submission_record(work, row, self._access)


def _refuse_reopening(row: Submission, reason: str | None) -> None:
    """Raises Refused: what was handed in comes back with its visit, for a reason."""
    if row.visit_id is None:
        raise Refused(
            _("This form was handed in, so it is not reopened."), _("Have it sent back, or rejected.")
        )
    if reason is None:
        raise Refused(_("This form was handed in: say why it is reopened."), _("Give a reason."))
