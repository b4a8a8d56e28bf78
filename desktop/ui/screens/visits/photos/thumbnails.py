"""The thumbnails of a visit: a grid of pictures with caption and consent."""

import base64
from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.i18n import _
from desktop.rules.vocabulary import AttachmentClass
from desktop.services.visits.attachment_records import AttachmentRecord
from desktop.ui.item_models import Role
from desktop.ui.theme import Mark, Tone, painting
from desktop.ui.theme.fonts import font, line_height
from desktop.ui.theme.icons import paint_icon
from desktop.ui.theme.tokens import theme

Index = QModelIndex | QPersistentModelIndex
TILE_WIDTH, PICTURE_HEIGHT = 168, 118


class PhotoModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._photos: tuple[AttachmentRecord, ...] = ()

    def show(self, photos: Sequence[AttachmentRecord]) -> None:
        self.beginResetModel()
        self._photos = tuple(photos)
        self.endResetModel()

    @property
    def photos(self) -> tuple[AttachmentRecord, ...]:
        return self._photos

    def row_of(self, photo_id: object) -> int:
        return next((at for at, one in enumerate(self._photos) if one.id == photo_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._photos)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        photo = self._photos[index.row()]
        if role == Role.RECORD:
            return photo
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{photo.caption or photo.file_name}, {consent_mark(photo).word}"
        return None


class PhotoDelegate(QStyledItemDelegate):
    """Paints one tile: picture, caption, consent."""

    def __init__(self) -> None:
        super().__init__()
        self._pixmaps: dict[tuple[str, int], QPixmap] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        px = theme().px
        return QSize(px(TILE_WIDTH), px(PICTURE_HEIGHT) + 2 * line_height("small") + px(24))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        photo = index.data(Role.RECORD)
        if not isinstance(photo, AttachmentRecord):
            return
        px = theme().px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tile = option.rect.adjusted(px(4), px(4), -px(4), -px(4))
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(
            QPen(theme().color("border.focus" if is_chosen else "border.subtle"), 2 if is_chosen else 1)
        )
        painter.setBrush(theme().color("selection.bg" if is_chosen else "bg.panel"))
        painter.drawRoundedRect(QRectF(tile), px(6), px(6))
        picture = tile.adjusted(px(6), px(6), -px(6), 0)
        picture.setHeight(px(PICTURE_HEIGHT - 8))
        self._paint_picture(painter, picture, photo)
        words = QRect(picture.left(), picture.bottom() + px(4), picture.width(), line_height("small"))
        color = theme().color("selection.text" if is_chosen else "text.primary")
        painting.paint_text(painter, words, photo.caption or photo.file_name, color, font("small"))
        words.translate(0, line_height("small") + px(1))
        painting.paint_mark(painter, words, consent_mark(photo), strong=False)
        painter.restore()

    def _paint_picture(self, painter: QPainter, rect: QRect, photo: AttachmentRecord) -> None:
        pixmap = self._pixmap(photo)
        if pixmap.isNull():
            painter.fillRect(rect, theme().color("bg.sunken"))
            size = theme().icon_size("empty")
            square = QRectF(rect.center().x() - size / 2, rect.center().y() - size / 2, size, size)
            icon = "ph.identification-card" if photo.kind is AttachmentClass.PERSONAL else "ph.file-text"
            paint_icon(painter, square, icon, theme().color("text.muted"))
            return
        fitted = pixmap.size().scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, fitted.width(), fitted.height())
        place.moveCenter(rect.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, pixmap)

    def _pixmap(self, photo: AttachmentRecord) -> QPixmap:
        key = (photo.sha256, photo.rotation)
        if key not in self._pixmaps:
            pixmap = QPixmap()
            if photo.thumbnail:
                pixmap.loadFromData(base64.b64decode(photo.thumbnail))
                pixmap = pixmap.transformed(QTransform().rotate(photo.rotation))
            self._pixmaps[key] = pixmap
        return self._pixmaps[key]


class Thumbnails(QListView):
    """A grid the arrow keys walk; as many columns as there is room for."""

    def __init__(self, model: PhotoModel) -> None:
        super().__init__()
        self.setObjectName("photo_grid")
        self.setAccessibleName(_("Photos and documents"))
        self.setModel(model)
        self._delegate = PhotoDelegate()
        self.setItemDelegate(self._delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setWrapping(True)
        self.setViewportMargins(theme().px(8), theme().px(8), theme().px(8), 0)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)


def consent_mark(photo: AttachmentRecord) -> Mark:
    """Whether it may be shown: documents need no consent, people do."""
    if photo.kind is AttachmentClass.PERSONAL:
        return Mark(Tone.AT_RISK, _("Names: never printed"), "ph.lock")
    if photo.kind is AttachmentClass.DOCUMENT:
        return Mark(Tone.NEUTRAL, _("Document"), "ph.file-text")
    if photo.shows_people is False:
        return Mark(Tone.ON_TRACK, _("Nobody to recognise"), "ph.check-circle-fill")
    if photo.consent is None:
        return Mark(Tone.AT_RISK, _("Consent not recorded"), "ph.warning-fill")
    if not photo.consent.get("purposes"):
        return Mark(Tone.OFF_TRACK, _("Consent refused"), "ph.x-circle-fill")
    return Mark(Tone.ON_TRACK, _("Consent given"), "ph.check-circle-fill")
