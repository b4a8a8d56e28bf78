"""The form library: takes in forms as immutable versions, lists them, retires them, says what they ask."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from desktop.clock import Clock
from desktop.errors import BadInput
from desktop.forms import (
    Definition,
    Filling,
    ImportedForm,
    load_definition,
)
from desktop.i18n import _, language
from desktop.models import Form, FormVersion
from desktop.models.ids import REGION_SCOPE, natural_id
from desktop.rules.folding import fold
from desktop.rules.roles import Deed
from desktop.services.accounts.access import Access
from desktop.services.form_languages import choose_language
from desktop.services.form_library.beside import FormFiles, chosen_of
from desktop.services.form_library.entities.lists import offered, with_entities
from desktop.services.form_library.entities.scopes import require_there
from desktop.services.form_library.offices import office_countries, scope_of
from desktop.services.form_library.previews import preview_of
from desktop.services.form_library.reading import form_named, form_record, form_rows, plain_remark
from desktop.services.form_library.records import (
    FormFileRecord,
    FormLook,
    FormRecord,
    FormRow,
    ImportReport,
    PreviewRecord,
    Remark,
)
from desktop.services.form_library.trials import answered_by, files_of, read_form, report_of
from desktop.storage.attachment_files import AttachmentFiles
from desktop.storage.database import Database
from desktop.storage.work import Work

KEPT_OPEN = 12
"""Definitions held ready; one of 1,500 questions takes some megabytes."""
_SORTS = ("title", "form_id", "at", "questions", "filled")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a form file is kept, or would be."""

    form_id: UUID
    version_id: UUID
    scope_id: UUID
    is_here: bool
    newest: str | None
    versions: frozenset[str] = frozenset()
    """The names of the other versions that are here."""


class FormLibraryService:
    def __init__(self, database: Database, files: AttachmentFiles, access: Access, clock: Clock) -> None:
        self._database = database
        self._beside = FormFiles(files)
        self._access = access
        self._clock = clock
        self._definitions: OrderedDict[UUID, Definition] = OrderedDict()

    # Taking in

    def import_form(
        self, content: bytes, file_name: str, beside: Mapping[str, bytes] | None = None
    ) -> ImportReport:
        """Keep a form file as a version; the same file again changes nothing.

        `beside` are files given with it: those the form names are kept with the version. A file that cannot be used is reported in `errors`, not raised. Raises Refused without the right to it.
        """
        form = read_form(content, file_name)
        if form.errors:
            return report_of(form, "left")
        place = self._place_of(form)
        chosen = chosen_of(load_definition(form.xform_xml), beside or {})
        form_row_id, version_id, scope_id = place.form_id, place.version_id, place.scope_id
        if place.is_here:
            self.add_files(version_id, chosen)
            return self._told(_numbered(report_of(form, "unchanged"), form_row_id, version_id))
        report = _numbered(_doubted(report_of(form, "taken"), place), form_row_id, version_id)
        with self._database.writing("forms.import") as work:
            self._keep_form(work, form_row_id, scope_id, report)
            version = work.find(FormVersion, version_id, deleted=True)
            if version is None:
                work.flush()
                version = self._new_version(form, report, scope_id, file_name)
                work.add(version)
                work.flush()
            version.deleted_at = None
            self._beside.keep(work, version, chosen)
        return self._told(report)

    def look_at(self, content: bytes, file_name: str, beside: Mapping[str, bytes] | None = None) -> FormLook:
        """What `import_form` would do, and what the form asks; nothing is kept. Raises Refused without the right to it."""
        form = read_form(content, file_name)
        if form.errors:
            return FormLook(report=report_of(form, "left"), preview=None, known_version=None)
        place = self._place_of(form)
        if place.is_here:
            here = _numbered(report_of(form, "unchanged"), place.form_id, place.version_id)
            return FormLook(report=here, preview=None, known_version=place.newest)
        definition = load_definition(form.xform_xml)
        chosen = chosen_of(definition, beside or {})
        report = answered_by(_doubted(report_of(form, "checked"), place), files_of(definition, chosen))
        preview = self._preview_of(definition, "", chosen)
        return FormLook(report=report, preview=preview, known_version=place.newest)

    def _place_of(self, form: ImportedForm) -> _Place:
        """Where a file would be kept by this person. Raises Refused without the right to it."""
        with self._database.reading() as work:
            scope_id = scope_of(self._countries_in(work))
            self._require_publisher(work, scope_id)
            form_id = natural_id("form", scope_id, form.form_id)
            version_id = natural_id("form_version", form_id, form.source_sha256)
            kept, known = work.find(Form, form_id), work.find(FormVersion, version_id)
            rows = form_rows(work, [kept]) if kept is not None else ()
            others = [one for one in work.forms.versions_of(form_id) if one.id != version_id]
        is_here = known is not None and kept is not None and not kept.retired
        return _Place(
            form_id,
            version_id,
            scope_id,
            is_here,
            rows[0].version if rows else None,
            frozenset(one.version for one in others),
        )

    @staticmethod
    def _new_version(form: ImportedForm, report: ImportReport, scope_id: UUID, file_name: str) -> FormVersion:
        assert report.id is not None
        assert report.version_id is not None
        return FormVersion(
            id=report.version_id,
            scope_id=scope_id,
            form_id=report.id,
            version=form.version,
            title=form.title,
            source_name=file_name.replace("\\", "/").rpartition("/")[2],
            source_sha256=form.source_sha256,
            xform=form.xform_xml,
            languages=list(form.languages),
            question_count=form.question_count,
            repairs=[plain_remark(one) for one in report.repairs],
        )

    def add_files(self, version_id: UUID, beside: Mapping[str, bytes]) -> tuple[FormFileRecord, ...]:
        """Keep files beside a version that is here already; what it does not name is left. Raises Refused."""
        with self._database.reading() as work:
            self._require_publisher(work, work.get(FormVersion, version_id).scope_id)
        chosen = chosen_of(self.definition(version_id), beside)
        if chosen:
            with self._database.writing("forms.files") as work:
                self._beside.keep(work, work.get(FormVersion, version_id), chosen)
        return self.files(version_id)

    def files(self, version_id: UUID) -> tuple[FormFileRecord, ...]:
        """Every file the form names, and whether it is on this laptop; entity lists need none."""
        definition = self.definition(version_id)
        with self._database.reading() as work:
            kept = offered(work, definition)
            records = self._beside.records(work, version_id, definition)
        return tuple(replace(one, is_here=True) if one.name in kept else one for one in records)

    def lists(self, version_id: UUID, scope_id: UUID | None = None) -> dict[str, bytes]:
        """The lists beside the form and the entity lists it names, for its expressions.

        Those that whoever fills it in that scope may see; without a scope all that are on this laptop.
        """
        definition = self.definition(version_id)
        if all(one.kind != "list" for one in definition.wanted_files):
            return {}
        with self._database.reading() as work:
            own = self._beside.contents(work, version_id, frozenset({"list"}), definition)
            return with_entities(work, definition, own, scope_id)

    def pictures(self, version_id: UUID) -> dict[str, bytes]:
        """The pictures of its labels that are here, by name."""
        definition = self.definition(version_id)
        if all(one.kind != "image" for one in definition.wanted_files):
            return {}
        with self._database.reading() as work:
            return self._beside.contents(work, version_id, frozenset({"image"}), definition)

    def _told(self, report: ImportReport) -> ImportReport:
        """With the files that are still missing; remarks on those that are here are answered."""
        assert report.version_id is not None
        return answered_by(report, self.files(report.version_id))

    @staticmethod
    def _keep_form(work: Work, form_row_id: UUID, scope_id: UUID, report: ImportReport) -> None:
        row = work.find(Form, form_row_id, deleted=True)
        if row is None:
            work.add(
                Form(
                    id=form_row_id,
                    scope_id=scope_id,
                    form_id=report.form_id,
                    title=report.title or report.form_id,
                    retired=False,
                )
            )
            return
        row.title, row.retired, row.deleted_at = report.title or report.form_id, False, None

    def retire(self, form: UUID, *, retired: bool = True) -> FormRecord:
        """Offer it no more for new submissions, or again; what was filled stays as it is."""
        with self._database.writing("forms.retire") as work:
            row = work.get(Form, form)
            what = _("Your role does not let you retire forms.")
            require_there(work, self._database, self._access, row.scope_id, Deed.PUBLISH_FORM, what)
            row.retired = retired
            work.flush()
            return form_record(work, row)

    # Looking up

    def list(
        self, search: str = "", *, sort: str = "title", descending: bool = False, retired: bool = False
    ) -> tuple[FormRow, ...]:
        """Forms in use, or all of them with `retired`; `search` looks in titles and ids, accents forgiven. Raises BadInput."""
        if sort not in _SORTS:
            raise BadInput(
                _("Forms cannot be sorted by {name}.").format(name=sort),
                _("Use one of: {words}").format(words=", ".join(_SORTS)),
            )
        wanted = fold(search)
        with self._database.reading() as work:
            rows = form_rows(work, work.forms.forms())
        found = [
            row
            for row in rows
            if (retired or not row.retired)
            and wanted in fold(f"{row.shown_title} {row.title} {row.form_id} {row.version}")
        ]
        found.sort(key=lambda row: (_sortable(getattr(row, sort)), fold(row.title)), reverse=descending)
        return tuple(found)

    def get(self, form: UUID) -> FormRecord:
        with self._database.reading() as work:
            return form_record(work, work.get(Form, form))

    def named(self, text: str) -> FormRecord:
        """By form id, record id or prefix of it. Raises NotFound, BadInput."""
        with self._database.reading() as work:
            scopes = (scope_of(self._countries_in(work)), REGION_SCOPE)
            return form_record(work, form_named(work, text, scopes))

    def definition(self, version_id: UUID) -> Definition:
        """The version ready to be filled; kept for the next time."""
        found = self._definitions.get(version_id)
        if found is None:
            with self._database.reading() as work:
                xform = work.get(FormVersion, version_id).xform
            found = self._definitions[version_id] = load_definition(xform)
            while len(self._definitions) > KEPT_OPEN:
                self._definitions.popitem(last=False)
        self._definitions.move_to_end(version_id)
        return found

    def preview(self, version_id: UUID, wanted: str = "") -> PreviewRecord:
        """What the form asks, section by section; `wanted` is one of its languages."""
        return self._preview_of(self.definition(version_id), wanted, self.lists(version_id))

    def _preview_of(self, definition: Definition, wanted: str, lists: Mapping[str, bytes]) -> PreviewRecord:
        spoken = wanted or choose_language(definition.languages, language(), definition.default_language)
        filling = Filling(definition, clock=self._clock, language=spoken, files=dict(lists))
        return preview_of(filling, spoken)

    def _require_publisher(self, work: Work, scope_id: UUID) -> None:
        what = _("Your role does not let you publish forms.")
        require_there(work, self._database, self._access, scope_id, Deed.PUBLISH_FORM, what)

    def _countries_in(self, work: Work) -> tuple[str, ...]:
        return office_countries(work, self._database)


def _doubted(report: ImportReport, place: _Place) -> ImportReport:
    """With a remark where another file of that form bears the same version: which is meant cannot be told by it."""
    if report.version not in place.versions:
        return report
    message = _(
        "A form with other content is here already as version {version}: give this one another version."
    )
    doubt = Remark(
        code="A-VERSION",
        sheet="settings",
        row=0,
        column="version",
        message=message.format(version=report.version or "-"),
        before=report.version,
    )
    return replace(report, repairs=(*report.repairs, doubt))


def _numbered(report: ImportReport, form: UUID, version: UUID) -> ImportReport:
    return replace(report, id=form, version_id=version)


def _sortable(value: object) -> object:
    return fold(value) if isinstance(value, str) else value
