"""The register of centres of the invented region: an entity list that one form adds to and changes."""

from io import BytesIO
from uuid import UUID

from openpyxl import Workbook

from desktop.clock import Clock
from desktop.forms import Definition, EntityChange, Filling
from desktop.models import Entity, EntityValue
from desktop.models.ids import natural_id
from desktop.services.demo.filled import add_filled
from desktop.services.demo.invented import Town
from desktop.services.demo.people import Land
from desktop.services.demo.rows import Hand, Rows
from desktop.services.form_library.entities.keeping import entity_id_of

FILE_NAME = "centre_register.xlsx"
EN, RU = "English (en)", "Russian (ru)"
_A_LAND = 2
_KINDS = (("training", "Training"), ("counselling", "Counselling"), ("reception", "Reception"))
_SURVEY = (
    ("type", "name", f"label::{EN}", f"label::{RU}", f"hint::{EN}", f"hint::{RU}", "required", "relevant", "calculation", "save_to"),
    ("select_one_from_file centres.csv", "known", "Which centre?", "Какой центр?", "Leave it empty for a centre that is not in the list",
     "Оставьте пустым, если центра нет в списке", "", "", "", ""),
    ("calculate", "new_id", "", "", "", "", "", "", "once(uuid())", ""),
    ("text", "title", "Name of the centre", "Название центра", "", "", "yes", "${known} = ''", "", ""),
    ("calculate", "label", "", "", "", "", "", "", "if(${known} = '', ${title}, instance('centres')/root/item[name = ${known}]/label)", ""),
    ("text", "town", "Town", "Город", "", "", "", "${known} = ''", "", "town"),
    ("select_one kind", "kind", "What is it for?", "Для чего он?", "", "", "yes", "", "", "kind"),
    ("integer", "places", "Places", "Мест", "", "", "yes", "", "", "places"),
)  # fmt: skip
_CHOICES = (
    ("list_name", "name", f"label::{EN}", f"label::{RU}"),
    ("kind", "training", "Training", "Обучение"),
    ("kind", "counselling", "Counselling", "Консультации"),
    ("kind", "reception", "Reception", "Приём"),
)
_ENTITIES = (
    ("list_name", "label", "entity_id", "create_if", "update_if"),
    ("centres", "${label}", "coalesce(${known}, ${new_id})", "${known} = ''", "${known} != ''"),
)
_SETTINGS = (
    ("form_title", "form_id", "version", "default_language", "instance_name"),
    ("Register of centres", "centre_register", "1", EN, "${label}"),
)


def register_bytes() -> bytes:
    book = Workbook(write_only=True)  # begins without a sheet
    sheets = {"survey": _SURVEY, "choices": _CHOICES, "entities": _ENTITIES, "settings": _SETTINGS}
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


class CentreMaker:
    """Two centres a country, each from a form that was filled."""

    def __init__(self, rows: Rows, definition: Definition, version_id: UUID, clock: Clock) -> None:
        self._rows, self._version_id = rows, version_id
        self._definition, self._clock = definition, clock

    def add(self, land: Land) -> None:
        for number, (_place, town) in enumerate(land.towns[:_A_LAND]):
            self._add_one(land, town, number)

    def _add_one(self, land: Land, town: Town, number: int) -> None:
        rows = self._rows
        kind, word = _KINDS[number % len(_KINDS)]
        filling = Filling(
            self._definition,
            clock=self._clock,
            language=self._definition.default_language,
            seed=rows.random.randrange(1 << 30),
        )
        filling.set("/data/title", f"{word} centre {town.name}")
        filling.set("/data/town", town.name)
        filling.set("/data/kind", kind)
        filling.set("/data/places", str(rows.random.randint(8, 60)))
        hand = Hand(person_id=land.people[0], office=land.code, day=rows.today).later(-40 - 7 * number)
        submission = add_filled(rows, land.scope_id, hand, filling, self._version_id)
        for change in filling.entities():
            self._add_entity(land, hand, submission, change)

    def _add_entity(self, land: Land, hand: Hand, submission: UUID, change: EntityChange) -> None:
        entity_id = entity_id_of(land.scope_id, change.list_name, change.name)
        self._rows.add(
            Entity,
            land.scope_id,
            hand,
            id=entity_id,
            list_name=change.list_name,
            name=change.name,
            label=change.label,
            version=1,
            submission_id=submission,
        )
        for name, text in change.properties.items():
            self._rows.add(
                EntityValue,
                land.scope_id,
                hand,
                id=natural_id("entity_value", entity_id, name),
                entity_id=entity_id,
                name=name,
                value=text,
            )
