"""Which column of a table answers which question: by path, by name, by label in any language of the form."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.errors import BadInput
from desktop.forms import POINT_PARTS, AnswerSheet, AnswerWords, Definition, Place, path_below
from desktop.i18n import _
from desktop.services.form_library.incoming.cells import folded

KEY, PARENT_KEY, IDENTITY = ("key",), ("parent_key",), ("meta/instanceid", "meta-instanceid", "instanceid")
UUID_COLUMN, INDEX, PARENT_INDEX, PARENT_TABLE = (
    ("_uuid",),
    ("_index",),
    ("_parent_index",),
    ("_parent_table_name",),
)
VERSION, STATE = ("_version", "__version__", "_version_", "formversion"), ("_state",)
ORIGIN = {
    "id": ("_id",),
    "submitted_at": ("_submission_time", "submissiondate"),
    "submitted_by": ("_submitted_by", "submittername"),
}
"""What a table says of a submission's origin, by the part under which it is kept."""
ABOUT = frozenset(
    (*KEY, *PARENT_KEY, *IDENTITY, *UUID_COLUMN, *INDEX, *PARENT_INDEX, *PARENT_TABLE, *VERSION, *STATE)
) | {
    "_id", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by", "_tags", "_attachments",
    "_submission__id", "_submission__uuid", "_submission__submission_time", "_submission__validation_status",
    "_submission__notes", "_submission__status", "_submission__submitted_by", "_submission___version__",
    "_submission__tags", "_at", "_by", "_visit", "_site", "_language", "submissiondate", "submitterid",
    "submittername", "attachmentspresent", "attachmentsexpected", "reviewstate", "deviceid", "edits", "formhub/uuid",
    "meta/rootuuid", "meta/deprecatedid", "meta-rootuuid", "set-of", "xform_ids", "instance_id",
}  # fmt: skip
_SIGNS = re.compile(r"[/:.\-]+")
_KOBO_PARTS = {"Latitude": ("latitude",), "Longitude": ("longitude",), "Altitude": ("altitude",), "Accuracy": ("precision", "accuracy")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """The question of a column; `part` of a position, or the `choice` a column of its own says yes or no to."""

    place: Place
    part: str = ""
    choice: str = ""


def name_folded(text: str) -> str:
    """A heading with one sign between its steps, whichever a program writes there."""
    return _SIGNS.sub("/", folded(text))


def find_about(header: Sequence[str], names: Iterable[str]) -> int:
    """The first column of these names, or -1."""
    places = [folded(one) for one in header]
    return next((places.index(name) for name in names if name in places), -1)


class Headings:
    """Understands the headers of one table of a form."""

    def __init__(self, definition: Definition, sheet: AnswerSheet, words: Sequence[AnswerWords]) -> None:
        self._definition, self._sheet, self._words = definition, sheet, words
        self._tiers: list[dict[str, set[Target]]] = [{}, {}, {}]
        for tier, name, target in self._names():
            self._tiers[tier].setdefault(name_folded(name), set()).add(target)
        self._groups = frozenset(name_folded(one) for one in self._group_names())

    def columns(self, header: Sequence[str], chosen: Mapping[str, str]) -> dict[int, Target]:
        """Column by column; `chosen` names the header for a question's path, nothing for none."""
        by_path = {path_below(one.place, self._definition.root): one for one in self._whole()}
        found: dict[int, Target] = {}
        taken: set[Target] = set()
        for path, name in chosen.items():
            target = by_path.get(path)
            if target is None:
                continue
            taken |= {target, *(Target(target.place, part) for part in POINT_PARTS)}
            places = [at for at, title in enumerate(header) if folded(title) == folded(name)]
            if name and places:
                found[places[0]] = target
        for at, title in enumerate(header):
            target = None if at in found else self._target(title)
            if target is not None and target not in taken:
                taken.add(target)
                found[at] = target
        return found

    def is_part_of(self, title: str, taken: Iterable[Target]) -> bool:
        """Whether a column is part of a position that another column gives whole."""
        target = self._target(title)
        return target is not None and bool(target.part) and Target(target.place) in taken

    def _whole(self) -> Iterator[Target]:
        seen: set[Place] = set()
        for column in self._sheet.columns:
            if column.place not in seen:
                seen.add(column.place)
                yield Target(column.place)

    def _target(self, title: str) -> Target | None:
        name = name_folded(title)
        if not name or folded(title) in ABOUT:
            return None
        while True:
            for tier in self._tiers:
                targets = tier.get(name, set())
                if len(targets) == 1:
                    return next(iter(targets))
            group, _slash, rest = name.partition("/")
            if not rest or group not in self._groups:
                return None
            name = rest

    def _names(self) -> Iterator[tuple[int, str, Target]]:
        top = next((one for one in self._definition.places if self._is_top(one)), self._definition.root)
        for target in self._whole():
            place = target.place
            path = path_below(place, top)
            above = path.rpartition("/")[0]
            yield from ((0, path, target), (1, place.name, target))
            headings = [one for words in self._words if (one := words.heading(place))]
            for heading in headings:
                yield from ((2, heading, target), (0, f"{heading} ({path})", target))
            if place.bind.type == "geopoint":
                yield from self._part_names(place, path, above, headings)
            for words in self._words:
                for value, label in words.offered(place):
                    ticked = Target(place, choice=value)
                    yield from ((0, f"{path}/{value}", ticked), (1, f"{place.name}/{value}", ticked))
                    yield from ((2, f"{heading}/{label}", ticked) for heading in headings if label)

    @staticmethod
    def _part_names(
        place: Place, path: str, above: str, headings: Sequence[str]
    ) -> Iterator[tuple[int, str, Target]]:
        for part in POINT_PARTS:
            one = Target(place, part)
            yield from ((0, f"{path}-{part}", one), (1, f"{place.name}-{part}", one))
            for word in _KOBO_PARTS[part]:
                lead = f"{above}/" if above else ""
                yield from ((0, f"{lead}_{place.name}_{word}", one), (1, f"_{place.name}_{word}", one))
                yield from ((2, f"_{heading}_{word}", one) for heading in headings)
                # Without the sign that Kobo puts before them; a question may bear that name itself, so it comes last.
                yield from ((2, f"{path}_{word}", one), (2, f"{place.name}_{word}", one))
                yield from ((2, f"{heading}_{word}", one) for heading in headings)
            for heading in headings:
                yield from ((2, f"{heading} - {part}", one), (0, f"{heading} - {part} ({path}-{part})", one))

    def _is_top(self, place: Place) -> bool:
        return place.is_repeat and path_below(place, self._definition.root) == self._sheet.path

    def _group_names(self) -> Iterator[str]:
        for place in self._definition.places:
            if not place.is_leaf:
                yield place.name
        for words in self._words:
            yield from words.group_headings()


def check_chosen(definition: Definition, chosen: Mapping[str, str], headers: Iterable[Sequence[str]]) -> None:
    """Raises BadInput where a mapping names what neither form nor file has."""
    known = {folded(one) for header in headers for one in header}
    for path, name in chosen.items():
        place = definition.place_at(f"/{definition.root.name}/{path}")
        if place is None or not place.is_leaf:
            raise BadInput(
                _("The mapping names a question “{field}” that this form does not ask.").format(field=path),
                _("Name questions by their path, such as {example}.").format(example="group/question"),
            )
        if name and folded(name) not in known:
            raise BadInput(
                _("The mapping names a column “{column}” that the file does not have.").format(column=name)
            )
