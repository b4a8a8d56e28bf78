"""Photos in frames of 32:21, two in a row, with number, caption and consent; a hatched frame where one is left out."""

from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFImageXObject
from reportlab.platypus import Flowable

from desktop.i18n import _
from desktop.reports.content import Photo
from desktop.reports.palette import CAPTION, GREY, HAIRLINE, INK, TINT, WHITE
from desktop.reports.photos import NoPicture, Picture, Room, prepare_photo
from desktop.reports.typesetter import Paragraph, Typesetter
from desktop.reports.words import Span

_BETWEEN, _BELOW = 14.0, 10.0
_LONGEST_CAPTION, _LONGEST_REASON = 800, 200
_SHAPE = 21 / 32


def photo_rows(typesetter: Typesetter, photos: Sequence[Photo]) -> list[Flowable]:
    """The photos two by two; captions too long for a frame's width follow their row."""
    story: list[Flowable] = []
    numbered = list(enumerate(photos, 1))
    for at in range(0, len(numbered), 2):
        row = numbered[at : at + 2]
        is_long = any(len(photo.caption) + len(photo.consent) > _LONGEST_CAPTION for _number, photo in row)
        story.append(PhotoRow(typesetter, row, with_texts=not is_long))
        if is_long:
            story += [part for number, photo in row for part in captions(typesetter, number, photo)]
    return story


def captions(typesetter: Typesetter, number: int, photo: Photo) -> list[Paragraph]:
    """Number, caption and day; then consent in grey."""
    day = typesetter.formats.day(photo.taken_on) if photo.taken_on else ""
    ending = ". " if photo.caption and photo.caption[-1] not in ".!?؟" else " "
    said = f"{photo.caption}{ending if day and photo.caption else ''}{day}"
    number_span = Span(f"{number}\u00a0\u00a0", bold=True)
    texts = [typesetter.paragraph([number_span, Span(said)], CAPTION)]
    if photo.consent:
        texts.append(typesetter.paragraph(photo.consent, CAPTION.but(color=GREY)))
    return texts


class PhotoRow(Flowable):
    """One or two photos with their captions; stays whole."""

    def __init__(
        self, typesetter: Typesetter, photos: list[tuple[int, Photo]], *, with_texts: bool = True
    ) -> None:
        super().__init__()
        self._typesetter = typesetter
        self._cells = [_PhotoCell(typesetter, number, photo, with_texts) for number, photo in photos]

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        self._half = (width - _BETWEEN) / 2
        self.height = max(cell.measure(self._half) for cell in self._cells) + _BELOW
        return width, self.height

    def split(self, _width: float, _height: float) -> list[Flowable]:
        return []

    def draw(self) -> None:
        for at, cell in enumerate(self._cells):
            from_start = at * (self._half + _BETWEEN)
            x = self.width - from_start - self._half if self._typesetter.right_to_left else from_start
            cell.draw(self.canv, x, self.height)


class _PhotoCell:
    def __init__(self, typesetter: Typesetter, number: int, photo: Photo, with_texts: bool) -> None:
        self._typesetter = typesetter
        self._picture: Picture | None = None
        self._left_out = photo.left_out[:_LONGEST_REASON]
        self._unread = photo if not photo.left_out else None
        all_texts = captions(typesetter, number, photo)
        self._captions = (
            all_texts if with_texts else [typesetter.paragraph(str(number), CAPTION.but(bold=True))]
        )

    def _read(self, photo: Photo) -> None:
        """Only once its frame is known: what is finer than paper shows would make the file large for nothing."""
        if photo.image is None:
            self._left_out = _("The photo has not arrived on this device.")
            return
        try:
            self._picture = prepare_photo(photo.image, Room.on_paper(self._width, self._frame))
        except NoPicture as problem:
            self._left_out = str(problem)

    def measure(self, width: float) -> float:
        self._width = width
        self._frame = width * _SHAPE
        if self._unread is not None:
            self._read(self._unread)
            self._unread = None
        return self._frame + 4 + sum(caption.wrap(width, 0)[1] for caption in self._captions)

    def draw(self, canvas: Any, x: float, top: float) -> None:
        bottom = top - self._frame
        if self._picture is not None:
            self._draw_picture(canvas, self._picture, x, bottom)
        else:
            self._draw_hatched(canvas, x, bottom)
        y = bottom - 4
        for caption in self._captions:
            y -= caption.height
            caption.drawOn(canvas, x, y)

    def _draw_picture(self, canvas: Any, picture: Picture, x: float, y: float) -> None:
        scale = min(self._width / picture.width, self._frame / picture.height)
        width, height = picture.width * scale, picture.height * scale
        if self._width - width > 1 or self._frame - height > 1:
            canvas.fill_with(TINT)
            canvas.rect(x, y, self._width, self._frame, stroke=0, fill=1)
        left, bottom = x + (self._width - width) / 2, y + (self._frame - height) / 2
        place_picture(canvas, picture, left, bottom, width, height)

    def _draw_hatched(self, canvas: Any, x: float, y: float) -> None:
        width, height = self._width, self._frame
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(x, y, width, height)
        canvas.clipPath(clip, stroke=0)
        canvas.stroke_with(HAIRLINE, 0.5)
        for step in range(int((width + height) / 9) + 1):
            canvas.line(x + step * 9 - height, y, x + step * 9, y + height)
        canvas.restoreState()
        canvas.stroke_with(GREY, 0.6)
        canvas.rect(x, y, width, height, stroke=1, fill=0)
        self._draw_reason(canvas, x, y)

    def _draw_reason(self, canvas: Any, x: float, y: float) -> None:
        room = self._width - 60
        style = CAPTION.but(align="center")
        texts: list[Paragraph] = [
            self._typesetter.paragraph(_("Photo left out"), style.but(bold=True, size=9, leading=13))
        ]
        texts.append(self._typesetter.paragraph(self._left_out, style.but(color=GREY)))
        tall = sum(text.wrap(room, 0)[1] for text in texts) + 14
        middle = y + self._frame / 2
        canvas.fill_with(WHITE)
        canvas.stroke_with(INK, 0.4)
        canvas.rect(x + 20, middle - tall / 2, self._width - 40, tall, stroke=1, fill=1)
        top = middle + tall / 2 - 7
        for text in texts:
            top -= text.height
            text.drawOn(canvas, x + 30, top)


def place_picture(canvas: Any, picture: Picture, x: float, y: float, width: float, height: float) -> None:
    """Draw a picture with its JPEG bytes as they are; the stock way decodes it first, only to name it."""
    document = canvas._doc
    name = document.getXObjectName(picture.name)
    if name not in document.idToObject:
        image: Any = PDFImageXObject(picture.name)
        image.width, image.height, image.bitsPerComponent = picture.width, picture.height, 8
        image.colorSpace = "DeviceGray" if picture.channels == 1 else "DeviceRGB"
        image.streamContent, image._filters, image.mask = picture.data, ("DCTDecode",), None
        canvas._setXObjects(image)
        document.Reference(image, name)
        document.addForm(picture.name, image)
        document.inObject = "page"
    canvas._currentPageHasImages = 1
    canvas.show_code(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm /{name} Do Q")
    canvas._formsinuse.append(picture.name)
