"""Makes fillings ready to be filled: the version, the lists beside it, the person and the device."""

from uuid import UUID

from desktop.clock import Clock
from desktop.forms import Filling
from desktop.i18n import language
from desktop.models import Person
from desktop.services.form_languages import choose_language
from desktop.services.form_library.answer_rows import Kept
from desktop.services.form_library.service import FormLibraryService
from desktop.storage.database import Database


class Fillings:
    def __init__(self, database: Database, library: FormLibraryService, clock: Clock) -> None:
        self._database, self._library, self._clock = database, library, clock

    def make(self, version_id: UUID, spoken: str, scope_id: UUID, kept: Kept | None = None) -> Filling:
        """A new filling, or with `kept` one that is in the store; asked in `spoken` or what suits the person.

        `scope_id` is where it is kept: it chooses from the entity lists that may be seen there.
        """
        definition = self._library.definition(version_id)
        chosen = spoken or choose_language(definition.languages, language(), definition.default_language)
        return Filling(
            definition,
            clock=self._clock,
            language=chosen,
            answers=kept.answers if kept is not None else None,
            remarks=kept.remarks if kept is not None else None,
            files=self._library.lists(version_id, scope_id),
            properties=self._properties(),
        )

    def _properties(self) -> dict[str, str]:
        with self._database.reading() as work:
            author = self._database.author.person_id
            person = work.find(Person, author) if author else None
            tag = str(work.settings.find("device_tag") or "")
        return {
            "username": person.name if person else "",
            "email": (person.email or "") if person else "",
            "deviceid": f"milepost:{tag}" if tag else "milepost",
        }
