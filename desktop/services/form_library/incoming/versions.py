"""The versions of a form, as far as a file that comes in asks for them: their words, and the rules that judge it."""

from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from desktop.clock import Clock
from desktop.exchange.remarks import Remark
from desktop.forms import AnswerWords, Definition, RuleJudge
from desktop.i18n import language
from desktop.services.form_languages import choose_language
from desktop.services.form_library.records import FormRecord, FormVersionRecord
from desktop.services.form_library.service import FormLibraryService


@dataclass(frozen=True)
class FormVersions:
    """The versions of a form, and what a file says of them."""

    library: FormLibraryService
    record: FormRecord
    scope_id: UUID
    """Where the submissions will be kept: their choices are worded from the lists that may be seen there."""
    clock: Clock
    _judges: dict[UUID, RuleJudge] = field(default_factory=dict)

    @cached_property
    def _by_name(self) -> dict[str, FormVersionRecord]:
        return {one.version: one for one in reversed(self.record.versions)}

    def named(self, version: str) -> tuple[UUID, Remark | None]:
        """The version of that name; the newest, and a remark, where there is none."""
        found = self._by_name.get(version)
        if found is not None:
            return found.id, None
        newest = self.record.versions[0]
        remark = Remark(code="other_version", before=version, after=newest.version) if version else None
        return newest.id, remark

    def definition(self, version_id: UUID) -> Definition:
        return self.library.definition(version_id)

    def words(self, version_id: UUID) -> tuple[AnswerWords, ...]:
        """In every language of the form."""
        definition, lists = self.definition(version_id), self.library.lists(version_id, self.scope_id)
        return tuple(AnswerWords(definition, one, lists) for one in definition.languages or ("",))

    def rules(self, version_id: UUID) -> RuleJudge:
        """What finishing would say of answers."""
        if version_id not in self._judges:
            definition, lists = self.definition(version_id), self.library.lists(version_id, self.scope_id)
            spoken = choose_language(definition.languages, language(), definition.default_language)
            self._judges[version_id] = RuleJudge(definition, self.clock, lists, spoken)
        return self._judges[version_id]
