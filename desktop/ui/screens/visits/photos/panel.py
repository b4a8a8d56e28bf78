"""The chosen photo, large, with caption, kind and consent."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.i18n import _
from desktop.rules.vocabulary import AttachmentClass, ConsentPurpose
from desktop.services.visits.attachment_records import AttachmentRecord
from desktop.ui import formats
from desktop.ui.field_values import put
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets import (
    Button,
    CheckField,
    ChoiceField,
    Field,
    ScrollPage,
    TextArea,
    column,
    flow,
    label,
)


class PhotoPanel(ScrollPage):
    """Right of the thumbnails; below them when narrow."""

    def __init__(
        self,
        edited: Callable[[str, Any], None],
        turned: Callable[[int], None],
        removed: Callable[[], None],
        saved: Callable[[], None],
        moved: Callable[[int], None],
    ) -> None:
        super().__init__("photo_panel", ground="panel")
        self._edited = edited
        self.picture = ScaledPicture()
        self._note = label("", "small", wrap=True)
        self.caption = TextArea(_("Caption"), "photo_caption", lines=2)
        self.kind = ChoiceField(_("Kind"), "photo_kind", _kinds())
        self.people = ChoiceField(
            _("Can anyone be recognised?"),
            "photo_people",
            [(False, _("No")), (True, _("Yes"))],
            empty=_("Not said"),
        )
        self.minor = CheckField(_("A child is in it"), "photo_minor")
        self.asked = ChoiceField(
            _("Consent"),
            "photo_consent",
            [("given", _("Given for")), ("none", _("Refused"))],
            empty=_("Not asked"),
        )
        self.purposes = {
            purpose: CheckField(text, f"photo_consent_{purpose}") for purpose, text in _purposes()
        }
        self._facts = label("", "small", wrap=True)
        self._lay_out(turned, removed, saved, moved)
        self._connect()

    def _lay_out(
        self,
        turned: Callable[[int], None],
        removed: Callable[[], None],
        saved: Callable[[], None],
        moved: Callable[[int], None],
    ) -> None:
        self._tools: list[Button] = []
        for word, name, icon, act in (
            (_("Turn left"), "photo_left", "ph.arrow-counter-clockwise", partial(turned, -90)),
            (_("Turn right"), "photo_right", "ph.arrow-clockwise", partial(turned, 90)),
            (_("Earlier"), "photo_earlier", "ph.arrow-left", partial(moved, -1)),
            (_("Later"), "photo_later", "ph.arrow-right", partial(moved, 1)),
            (_("Remove"), "photo_remove", "ph.trash", removed),
            (_("Save a copy"), "photo_save", "ph.download-simple", saved),
        ):
            button = Button(word, name, kind="ghost", icon=icon, compact=True, press=act)
            self._tools.append(button)
        checks = QWidget()
        column(*self.purposes.values(), gap=4, margins=(12, 0, 0, 0), on=checks)
        self._checks = checks
        self.add(self.picture, self._note)
        self.add(flow(*self._tools, gap=4))
        self.add(self.caption, self.kind, self.people, self.minor, self.asked, checks, self._facts)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.caption.edited.connect(partial(self._edited, "caption"))
        self.kind.edited.connect(partial(self._edited, "kind"))
        self.people.edited.connect(partial(self._edited, "shows_people"))
        self.minor.edited.connect(partial(self._edited, "shows_minor"))
        self.asked.edited.connect(self._consent_chosen)
        for check in self.purposes.values():
            check.edited.connect(lambda _on: self._tell_purposes())

    def _consent_chosen(self, answer: object) -> None:
        if answer is None:
            self._edited("consent", None)
        elif answer == "none":
            self._edited("consent", ["none"])
        else:
            self._edited("consent", [ConsentPurpose.RECORD])

    def _tell_purposes(self) -> None:
        given = [purpose for purpose, check in self.purposes.items() if check.value()]
        self._edited("consent", given or ["none"])

    def show_photo(self, photo: AttachmentRecord, *, may_edit: bool) -> None:
        put(self.caption, photo.caption)
        self.kind.set_value(photo.kind)
        self.people.set_value(photo.shows_people)
        self.minor.set_value(photo.shows_minor)
        purposes = None if photo.consent is None else list(photo.consent.get("purposes") or ())
        self.asked.set_value(None if purposes is None else "given" if purposes else "none")
        for purpose, check in self.purposes.items():
            check.set_value(bool(purposes) and purpose in (purposes or ()))
        self._checks.setVisible(bool(purposes))
        is_photo = photo.kind is AttachmentClass.PHOTO
        self.people.setVisible(is_photo)
        self.asked.setVisible(is_photo)
        self.minor.setVisible(is_photo and photo.shows_people is True)
        self._facts.setText(formats.dotted(facts_of(photo)))
        fields: tuple[Field, ...] = (self.caption, self.kind, self.people, self.minor, self.asked)
        for field in (*fields, *self.purposes.values()):
            field.set_read_only(not may_edit)
        for button in self._tools[:-1]:
            button.setVisible(may_edit)

    def show_picture(self, jpeg: bytes | None, note: str) -> None:
        self.picture.show_bytes(jpeg)
        self._note.setText(note)
        self._note.setVisible(bool(note))


class ScaledPicture(QLabel):
    """A picture as wide as its column, never larger than it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("photo_picture")
        self.setAccessibleName(_("The photo"))
        self._whole = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_bytes(self, jpeg: bytes | None) -> None:
        self._whole = QPixmap()
        if jpeg:
            self._whole.loadFromData(jpeg)
        self.setVisible(not self._whole.isNull())
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._whole.isNull():
            return
        room = QSize(max(self.width(), 1), theme().px(320))
        size = self._whole.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        self.setFixedHeight(size.height())
        self.setPixmap(
            self._whole.scaled(
                size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        )


def facts_of(photo: AttachmentRecord) -> list[str]:
    facts = [photo.file_name, formats.size(photo.size_bytes)]
    if photo.taken_at is not None:
        local = photo.taken_at.astimezone()
        facts.append(
            _("taken {day} {time}").format(day=formats.day(local.date()), time=formats.time_of(local))
        )
    if photo.lat is not None:
        facts.append(f"{photo.lat}, {photo.lon}")
    return facts


def _kinds() -> list[tuple[AttachmentClass, str]]:
    return [
        (AttachmentClass.PHOTO, _("Photo")),
        (AttachmentClass.DOCUMENT, _("Document")),
        (AttachmentClass.PERSONAL, _("Register with names: never printed or exported")),
    ]


def _purposes() -> list[tuple[ConsentPurpose, str]]:
    return [
        (ConsentPurpose.RECORD, _("our record")),
        (ConsentPurpose.INTERNAL, _("internal reports")),
        (ConsentPurpose.DONOR, _("donor reports")),
        (ConsentPurpose.PUBLICATION, _("publication")),
    ]
