"""Draws the photos tab: thumbnails, the chosen one large, files dropped or pasted."""

from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QModelIndex, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from desktop.i18n import _, ngettext
from desktop.services.visits.attachment_records import AttachmentRecord
from desktop.services.visits.records import VisitRecord
from desktop.ui.item_models import Role
from desktop.ui.screens.visits.desk import VisitDesk
from desktop.ui.screens.visits.photos.panel import PhotoPanel
from desktop.ui.screens.visits.photos.presenter import PhotosPresenter
from desktop.ui.screens.visits.photos.thumbnails import PhotoModel, Thumbnails
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets import (
    Button,
    EmptyState,
    MenuButton,
    NextStep,
    ProgressPanel,
    StateStack,
    column,
    label,
    row,
    surface,
)


class PhotosTab(QWidget):
    """A PhotosScreen."""

    def __init__(self, desk: VisitDesk) -> None:
        super().__init__()
        self.setObjectName("photos_tab")
        self.setAcceptDrops(True)
        self._visit: VisitRecord | None = None
        self._chosen: UUID | None = None
        self._progress: ProgressPanel | None = None
        self._presenter = PhotosPresenter(self, desk)
        self.add_button = Button(
            _("Add photos"), "add_photos", icon="ph.plus", compact=True, press=self._presenter.files_chosen
        )
        self.removed_menu = MenuButton(_("Removed"), "removed_photos")
        self._words = label("", "small")
        bar = surface("bar")
        row(self._words, None, self.removed_menu, self.add_button, gap=8, margins=(16, 8, 16, 8), on=bar)
        self.model = PhotoModel()
        self.grid = Thumbnails(self.model)
        self.panel = PhotoPanel(self._edited, self._turned, self._removed, self._saved, self._moved)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setHandleWidth(1)
        both.setChildrenCollapsible(False)
        both.addWidget(self.grid)
        both.addWidget(self.panel)
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 2)
        both.setSizes([theme().px(460), theme().px(340)])
        self.stack = StateStack(both)
        column(bar, self.stack, gap=0, on=self)
        self._connect(desk)
        self._presenter.begin()

    def _connect(self, desk: VisitDesk) -> None:
        self.grid.selectionModel().currentChanged.connect(self._current_changed)
        paste = QShortcut(QKeySequence.StandardKey.Paste, self.grid, self.paste)
        paste.setContext(Qt.ShortcutContext.WidgetShortcut)
        gone = QShortcut(QKeySequence.StandardKey.Delete, self.grid, self._removed)
        gone.setContext(Qt.ShortcutContext.WidgetShortcut)
        desk.on_flush(self.panel.caption.flush)

    def is_seen(self) -> bool:
        return self.isVisible()

    def show_photos(self, visit: VisitRecord, removed: int) -> None:
        self._visit = visit
        same = [one.id for one in self.model.photos] == [one.id for one in visit.attachments]
        self.model.show(visit.attachments)
        self.add_button.setVisible(visit.may_edit)
        self.removed_menu.setVisible(removed > 0 and visit.may_edit)
        self.removed_menu.setText(_("Removed ({count})").format(count=removed))
        if removed:
            self.removed_menu.set_choices(
                [
                    (
                        _("Restore {name}").format(name=one.caption or one.file_name),
                        partial(self._presenter.restored, one.id),
                    )
                    for one in self._presenter.bin()
                ]
            )
        count = len(visit.attachments)
        self._words.setText(
            ngettext("{count} file", "{count} files", count).format(count=count)
            + (" · " + _("drop or paste to add") if visit.may_edit else "")
        )
        if not visit.attachments:
            self._show_empty(may_edit=visit.may_edit)
            return
        self.stack.show_content()
        self.choose(self._chosen if same and self._chosen else self._chosen or visit.attachments[0].id)

    def _show_empty(self, *, may_edit: bool) -> None:
        steps = [NextStep(_("Add photos"), self._presenter.files_chosen, "ph.plus")] if may_edit else []
        self.stack.show_state(
            EmptyState(
                "ph.image",
                _("No photos yet"),
                _("Ask for consent first. Then drop photos here, paste one, or choose files."),
                steps,
                object_name="no_photos",
            )
        )

    def choose(self, photo_id: UUID) -> None:
        at = max(self.model.row_of(photo_id), 0)
        if self.model.rowCount():
            self.grid.setCurrentIndex(self.model.index(at))

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        photo = current.data(Role.RECORD)
        if not isinstance(photo, AttachmentRecord) or self._visit is None:
            return
        if photo.id != self._chosen:
            self.panel.caption.flush()
        self._chosen = photo.id
        self.panel.show_photo(photo, may_edit=self._visit.may_edit)
        self._presenter.chosen(photo)

    def show_picture(self, photo: AttachmentRecord, jpeg: bytes | None, note: str) -> None:
        if photo.id == self._chosen:
            self.panel.show_picture(jpeg, note)

    def show_attaching(self, done: int, total: int, name: str) -> None:
        if self._progress is None:
            self._progress = ProgressPanel("ph.image", _("Attaching"), self._presenter.stop)
            self.stack.show_loading(self._progress)
        self._progress.show_progress(done, total, name)

    def show_attached(self) -> None:
        self._progress = None
        if self._visit is not None and self._visit.attachments:
            self.stack.show_content()
        elif self._visit is not None:
            self._show_empty(may_edit=self._visit.may_edit)

    def paste(self) -> None:
        """Files or a picture from the clipboard."""
        data = QApplication.clipboard().mimeData()
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self._presenter.files_given(paths)
        elif data.hasImage():
            image = QApplication.clipboard().image()
            if not image.isNull():
                self._presenter.picture_pasted(_("pasted") + ".png", _png(image))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self._visit is not None and self._visit.may_edit:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self._presenter.files_given([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        event.acceptProposedAction()

    def _edited(self, field: str, value: Any) -> None:
        if self._chosen is not None:
            self._presenter.edited(self._chosen, field, value)

    def _turned(self, degrees: int) -> None:
        if self._chosen is not None:
            self._presenter.turned(self._chosen, degrees)

    def _moved(self, by: int) -> None:
        if self._chosen is not None:
            self._presenter.moved(self._chosen, by)

    def _removed(self) -> None:
        if self._chosen is not None and self._visit is not None and self._visit.may_edit:
            self._presenter.removed(self._chosen)

    def _saved(self) -> None:
        at = self.model.row_of(self._chosen)
        if at >= 0:
            self._presenter.saved_outside(self.model.photos[at])


def _png(image: QImage) -> bytes:
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(kept.data())
