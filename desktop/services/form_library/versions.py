"""Versions of a form side by side: which there are, how two of them differ."""

from collections.abc import Sequence
from uuid import UUID

from desktop.errors import BadInput, NotFound
from desktop.forms import Definition, compare, load_definition
from desktop.i18n import _, language
from desktop.models import Form, FormVersion
from desktop.services.form_languages import choose_language
from desktop.services.form_library.reading import form_named
from desktop.services.form_library.service import FormLibraryService
from desktop.services.form_library.trials import read_form
from desktop.services.form_library.version_records import VersionDifference, VersionMark
from desktop.services.references.resolve import record_named
from desktop.storage.database import Database
from desktop.storage.work import Work


class FormVersionService:
    def __init__(self, database: Database, library: FormLibraryService) -> None:
        self._database, self._library = database, library

    def named(self, text: str) -> VersionMark:
        """By `FORM@VERSION`, by the version's own id or its beginning; a form alone means its newest version.

        Raises NotFound, BadInput.
        """
        with self._database.reading() as work:
            return _mark(work, _version_named(work, text))

    def before(self, version_id: UUID) -> VersionMark | None:
        """The version of the same form that was taken in before this one."""
        with self._database.reading() as work:
            versions = work.forms.versions_of(work.get(FormVersion, version_id).form_id)
            at = next(n for n, one in enumerate(versions) if one.id == version_id)
            return _mark(work, versions[at + 1]) if at + 1 < len(versions) else None

    def newer(self, version_id: UUID) -> VersionMark | None:
        """The newest version of the same form, unless this is it."""
        with self._database.reading() as work:
            own = work.find(FormVersion, version_id)
            versions = work.forms.versions_of(own.form_id) if own is not None else ()
            return _mark(work, versions[0]) if versions and versions[0].id != version_id else None

    def difference(self, before: UUID, after: UUID, spoken: str = "") -> VersionDifference:
        """What the second asks otherwise than the first; labels in `spoken` or what suits the person."""
        with self._database.reading() as work:
            marks = [_mark(work, work.get(FormVersion, one)) for one in (before, after)]
        old, new = self._library.definition(before), self._library.definition(after)
        return _difference(marks, (old, new), spoken)


def difference_of_files(
    before: tuple[bytes, str], after: tuple[bytes, str], spoken: str = ""
) -> VersionDifference:
    """Of two files, content and name, without a store. Raises BadInput for one that cannot be used."""
    sides = [_of_file(content, name) for content, name in (before, after)]
    return _difference([mark for mark, _definition in sides], (sides[0][1], sides[1][1]), spoken)


def _difference(
    marks: Sequence[VersionMark], sides: tuple[Definition, Definition], spoken: str
) -> VersionDifference:
    newer = sides[1]
    chosen = spoken or choose_language(newer.languages, language(), newer.default_language)
    return VersionDifference(before=marks[0], after=marks[1], changes=compare(sides[0], newer, chosen))


def _of_file(content: bytes, name: str) -> tuple[VersionMark, Definition]:
    form = read_form(content, name)
    if form.errors:
        raise BadInput(
            _("{name} cannot be used as a form: {reason}").format(name=name, reason=form.errors[0].message)
        )
    mark = VersionMark(
        id=None, form_id=form.form_id, title=form.title, version=form.version, source_name=name
    )
    return mark, load_definition(form.xform_xml)


def _mark(work: Work, row: FormVersion) -> VersionMark:
    form = work.find(Form, row.form_id, deleted=True)
    return VersionMark(
        id=row.id,
        form_id=form.form_id if form is not None else "",
        title=row.title,
        version=row.version,
        source_name=row.source_name,
        at=row.created_at,
    )


def _version_named(work: Work, text: str) -> FormVersion:
    form_part, mark, version = text.strip().rpartition("@")
    if mark:
        found = [
            one for one in work.forms.versions_of(form_named(work, form_part).id) if one.version == version
        ]
        if len(found) == 1:
            return found[0]
        if found:
            raise BadInput(
                _("{form} was taken in several times as version {version}.").format(
                    form=form_part, version=version
                ),
                _("Name the version by its own id; forms show lists them."),
            )
        raise NotFound(
            _("There is no version {version} of {form}.").format(form=form_part, version=version),
            _("forms show lists the versions."),
        )
    try:
        newest = work.forms.versions_of(form_named(work, text).id)
    except NotFound:
        return record_named(work, FormVersion, text)
    if not newest:
        raise NotFound(_("The versions of {form} have not arrived on this laptop yet.").format(form=text))
    return newest[0]
