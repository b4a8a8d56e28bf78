"""Asks which parts of the last time's answers are taken over."""

from collections.abc import Callable, Collection

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.i18n import _, ngettext
from desktop.services.form_library.copying import LastTime
from desktop.ui import formats
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.widgets import FormDialog, name_widget


class CopyDialog(FormDialog):
    """Every part is ticked at first; `take(section ids)` may raise a UserError."""

    def __init__(self, parent: QWidget, offer: LastTime, take: Callable[[Collection[str]], None]) -> None:
        super().__init__(
            parent,
            _("Take over the answers of the last time?"),
            _("Take over"),
            self._submit,
            object_name="copy_dialog",
            sentence=f"{_source(offer)} {_('Only where nothing is answered yet; never photos, files or what is calculated.')}",
        )
        self._take = take
        self.boxes: dict[str, QCheckBox] = {}
        for at, group in enumerate(offer.groups, 1):
            counted = ngettext("{count} answer", "{count} answers", group.answers).format(count=group.answers)
            words = _("{section} ({answers})").format(section=plain(group.title), answers=counted)
            box = QCheckBox(words.replace("&", "&&"))
            name_widget(box, f"copy_group_{at}", words)
            box.setChecked(True)
            box.setProperty("focusRing", True)
            self.boxes[group.section_id] = box
            self.body.addWidget(box)

    def _submit(self) -> None:
        self._take([section for section, box in self.boxes.items() if box.isChecked()])


def _source(offer: LastTime) -> str:
    record = offer.record
    parts = [formats.day(record.at.astimezone().date()), record.site, record.visit_code, record.author]
    return _("From {source}.").format(source=formats.dotted(parts))
