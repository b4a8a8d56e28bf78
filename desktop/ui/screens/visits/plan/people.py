"""Persons met and groups: how many, who by role, never a name without consent; and the two short forms."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desktop.errors import BadInput
from desktop.i18n import _, ngettext
from desktop.rules.vocabulary import AgeGroup, Sex
from desktop.services.visits.records import GroupRecord, PersonMetRecord, SiteRecord, VisitRecord
from desktop.ui import formats
from desktop.ui.screens.visits.plan.interviews import interview_words
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets import (
    Button,
    ChoiceField,
    FormDialog,
    IconButton,
    TextField,
    clear_layout,
    column,
    flow,
    label,
    name_widget,
    row,
)


class PeopleRows(QWidget):
    """Kind and id of what is removed; the add buttons ask for the forms."""

    removed = Signal(str, object)
    person_asked = Signal()
    group_asked = Signal()
    interview_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows = column(gap=6)
        self._sum = label("", "small", wrap=True)
        self.person = Button(_("Person met"), "plan_add_person", icon="ph.plus", compact=True)
        self.group = Button(_("Group"), "plan_add_group", icon="ph.plus", compact=True)
        self.person.clicked.connect(lambda _on=False: self.person_asked.emit())
        self.group.clicked.connect(lambda _on=False: self.group_asked.emit())
        self.interview = Button(_("Interview"), "plan_add_interview", icon="ph.plus", compact=True)
        self.interview.clicked.connect(lambda _on=False: self.interview_asked.emit())
        self._tools = flow(self.person, self.group, self.interview)
        column(self._rows, self._sum, self._tools, gap=8, on=self)

    def show_people(self, visit: VisitRecord) -> None:
        clear_layout(self._rows)
        for at, one in enumerate(visit.people_met):
            self._add(f"person_{at + 1}", person_words(one), "person_met", one.id, visit)
        for at, group in enumerate(visit.groups):
            self._add(f"group_{at + 1}", group_words(group), "group", group.id, visit)
        for at, interview in enumerate(visit.interviews):
            self._add(f"interview_{at + 1}", interview_words(interview), "interview", interview.id, visit)
        self._sum.setText(sum_words(visit))
        self._sum.setVisible(bool(self._sum.text()))
        self._tools.setVisible(visit.may_edit)

    def _add(self, name: str, words: str, kind: str, part_id: object, visit: VisitRecord) -> None:
        holder = QWidget()
        gone = IconButton("ph.x", _("Remove {what}").format(what=words), f"{name}_remove")
        gone.clicked.connect(lambda: self.removed.emit(kind, part_id))
        gone.setVisible(visit.may_edit)
        text = label(words, wrap=True)
        layout = row(gap=8, on=holder)
        layout.addWidget(text, 1)
        layout.addWidget(gone)
        self._rows.addWidget(holder)


class PersonDialog(FormDialog):
    """A role and an organisation: who it was stays out of the store."""

    def __init__(
        self, parent: QWidget, sites: Sequence[SiteRecord], add: Callable[[dict[str, Any]], None]
    ) -> None:
        super().__init__(
            parent,
            _("Person met"),
            _("Add person"),
            self._submit,
            object_name="person_dialog",
            sentence=_("No names: the role and the organisation are enough."),
        )
        self._add_person = add
        self.role = TextField(_("Role"), "person_role", placeholder=_("Trainer, learner, official"))
        self.organisation = TextField(_("Organisation"), "person_organisation")
        self.sex = ChoiceField(_("Sex"), "person_sex", _sexes(), empty=_("Not said"))
        self.age = ChoiceField(_("Age"), "person_age", _ages(), empty=_("Not said"))
        self.site = ChoiceField(
            _("Place"), "person_site", [(one.id, one.name) for one in sites], empty=_("Not said")
        )
        self.add(self.role, self.organisation, self.sex, self.age, self.site)

    def _submit(self) -> None:
        given = {
            "role": self.role.value(),
            "organisation": self.organisation.value(),
            "sex": self.sex.value(),
            "age_group": self.age.value(),
            "site_id": self.site.value(),
        }
        if not any(given.values()):
            raise BadInput(_("Nothing is said about this person."), _("Give at least the role."))
        self._add_person(given)


class GroupDialog(FormDialog):
    """Heads counted by sex and age; empty is not counted."""

    def __init__(
        self, parent: QWidget, sites: Sequence[SiteRecord], add: Callable[[dict[str, Any]], None]
    ) -> None:
        super().__init__(
            parent, _("Group"), _("Add group"), self._submit, object_name="group_dialog", width=560
        )
        self._add_group = add
        self.title_field = TextField(
            _("Which group"), "group_title", required=True, placeholder=_("Women learning sewing, Osh")
        )
        self.site = ChoiceField(
            _("Place"), "group_site", [(one.id, one.name) for one in sites], empty=_("Not said")
        )
        self.cells: dict[tuple[Sex, AgeGroup], QLineEdit] = {}
        self.add(self.title_field, self.site, self._grid())

    def _grid(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(6))
        for at, (_age, word) in enumerate(_ages()):
            grid.addWidget(label(word, "small"), 0, at + 1)
        for line, (sex, sex_word) in enumerate(_sexes()):
            grid.addWidget(label(sex_word, "secondary"), line + 1, 0)
            for at, (age, age_word) in enumerate(_ages()):
                cell = QLineEdit()
                name_widget(cell, f"group_{sex}_{at + 1}", f"{sex_word}, {age_word}")
                cell.setMaxLength(6)
                self.cells[sex, age] = cell
                grid.addWidget(cell, line + 1, at + 1)
        return holder

    def _submit(self) -> None:
        counts: dict[str, dict[str, str]] = {}
        for (sex, age), cell in self.cells.items():
            if cell.text().strip():
                counts.setdefault(sex, {})[age] = cell.text().strip()
        self._add_group({"title": self.title_field.value(), "site_id": self.site.value(), "counts": counts})


def person_words(one: PersonMetRecord) -> str:
    sexes, ages = dict(_sexes()), dict(_ages())
    parts = [
        one.name or "",
        one.role or "",
        one.organisation or "",
        sexes[one.sex] if one.sex else "",
        ages.get(AgeGroup(one.age_group), "") if one.age_group else "",
    ]
    return ", ".join(part for part in parts if part) or _("A person")


def group_words(group: GroupRecord) -> str:
    heads = sum(count for ages in group.counts.values() for count in ages.values())
    counted = ngettext("{count} person", "{count} persons", heads).format(count=heads)
    return _("{title}: {people}").format(title=group.title, people=counted)


def sum_words(visit: VisitRecord) -> str:
    """All heads by sex: what the report says."""
    by_sex: dict[str, int] = {}
    for one in visit.people_met:
        by_sex[one.sex or Sex.UNKNOWN] = by_sex.get(one.sex or Sex.UNKNOWN, 0) + 1
    for group in visit.groups:
        for sex, ages in group.counts.items():
            by_sex[sex] = by_sex.get(sex, 0) + sum(ages.values())
    words = [f"{word}: {by_sex[sex]}" for sex, word in _sexes() if by_sex.get(sex)]
    return formats.dotted(words)


def _sexes() -> list[tuple[Sex, str]]:
    return [
        (Sex.FEMALE, _("Female")),
        (Sex.MALE, _("Male")),
        (Sex.OTHER, _("Other")),
        (Sex.UNKNOWN, _("Unknown")),
    ]


def _ages() -> list[tuple[AgeGroup, str]]:
    return [(age, _("unknown") if age is AgeGroup.UNKNOWN else age.value) for age in AgeGroup]
