"""Photos and map, annexes, documents, filled-in forms, how to read the report, signatures and revisions."""

from typing import Any

from reportlab.platypus import Flowable

from desktop.i18n import _
from desktop.reports.closing import Closing
from desktop.reports.content import AnsweredForm, Signature, VisitReport
from desktop.reports.directions import isolate
from desktop.reports.formats import MISSING
from desktop.reports.headings import Heading
from desktop.reports.map_sketch import MapSketch, located
from desktop.reports.palette import CAPTION, CELL, GREY, INK, LABEL, NOTE
from desktop.reports.photo_grid import photo_rows
from desktop.reports.tables import Cell, Column, make_table
from desktop.reports.typesetter import Typesetter
from desktop.reports.words import Span

_LONGEST_SIGNATURE = 300


def photos_and_sites(report: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    story = photo_rows(typesetter, report.photos)
    if located(report.sites):
        note = _("Sketch for orientation. Positions rounded to 1 km.")
        story.append(Heading(typesetter, _("Sites of this visit"), sub=True))
        story.append(MapSketch(typesetter, report.sites))
        story.append(typesetter.paragraph(f"{note} {report.map_note}".strip(), NOTE))
    return story


def annex(report: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    """What belongs to the report, and how it is read and signed; the reading notes make it never empty."""
    story: list[Flowable] = []
    if report.annexes:
        columns = [
            Column(title=_("Annex"), share=0.2),
            Column(title=_("Document"), share=3),
            Column(title=_("Records"), number=True),
            Column(title=_("Held in")),
        ]
        count = typesetter.formats.count
        rows = [
            (item.letter, item.document, count(item.records), item.held_in or MISSING)
            for item in report.annexes
        ]
        story.append(make_table(typesetter, columns, rows))
    story += _documents(report, typesetter)
    for form in report.forms:
        story += _answers(form, typesetter)
    story += _reading_notes(typesetter)
    story += _signatures(report, typesetter)
    return story


def _documents(report: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    if not report.documents:
        return []
    columns = [
        Column(title=_("Document"), share=2),
        Column(title=_("Period")),
        Column(title=_("Seen at")),
        Column(title=_("Extent"), share=1.5),
    ]
    rows = [
        (item.title, item.period or MISSING, item.seen_at or MISSING, item.extent or MISSING)
        for item in report.documents
    ]
    return [Heading(typesetter, _("Documents seen"), sub=True), make_table(typesetter, columns, rows)]


def _answers(form: AnsweredForm, typesetter: Typesetter) -> list[Flowable]:
    day = typesetter.formats.day(form.day) if form.day else ""
    title = " · ".join(part for part in (form.title, form.site, day) if part)
    story: list[Flowable] = [Heading(typesetter, title, sub=True)]
    if form.version:
        story.append(typesetter.paragraph(_("Version {version}").format(version=isolate(form.version)), NOTE))
    rows: list[list[Cell]] = []
    keep = []
    for answer in form.answers:
        if answer.is_group:
            keep.append((len(rows), min(len(rows) + 1, len(form.answers) - 1)))
            rows.append([[Span(answer.question, bold=True)], ""])
        else:
            rows.append([[Span(answer.question, color=GREY)], answer.answer or MISSING])
    columns = [Column(title=_("Question"), share=1.2), Column(title=_("Answer"), share=1.4)]
    return [*story, make_table(typesetter, columns, rows, keep=keep)] if rows else story


def _reading_notes(typesetter: Typesetter) -> list[Flowable]:
    said = _(
        "“—” no value, “n/a” does not apply, 0 counted and none, “{below}” one to four persons. "
        "◆ on this device only, not yet sent. Percentages are sums divided by sums, rounded for display only."
    ).format(below=isolate("< 5"))
    spans = [
        Span(_("Reported"), bold=True),
        Span(" " + _("is what the partner submitted;") + " "),
        Span(_("verified"), bold=True),
        Span(" " + _("is what the monitor counted; neither replaces the other.") + " " + said),
    ]
    return [
        Heading(typesetter, _("How to read this report"), sub=True),
        typesetter.paragraph(spans, CELL.but(after=6)),
    ]


def _signatures(report: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    """One block, so that the revisions never stand on a last page without the signatures."""
    if not (report.signatures or report.revisions):
        return []
    heading = Heading(typesetter, _("Signatures and revisions"), sub=True)
    block = [*_signature_lines(report.signatures, typesetter), *_revisions(report, typesetter)]
    heading.take_along(block[0])
    return [Closing([heading, *block])]


def _revisions(report: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    if not report.revisions:
        return []
    columns = [
        Column(title=_("Revision"), share=0.3),
        Column(title=_("Date"), share=0.4),
        Column(title=_("Author"), share=0.8),
        Column(title=_("What changed"), share=3),
    ]
    rows = [
        (
            isolate(f"r{item.number}") if item.is_issued else MISSING,
            typesetter.formats.day(item.day),
            item.author or MISSING,
            item.changed or MISSING,
        )
        for item in report.revisions
    ]
    return [make_table(typesetter, columns, rows, after=4)]


def _signature_lines(signatures: tuple[Signature, ...], typesetter: Typesetter) -> list[Flowable]:
    if all(len(one.role) + len(one.name) + len(one.how) <= _LONGEST_SIGNATURE for one in signatures):
        return [SignatureRow(typesetter, signatures[at : at + 3]) for at in range(0, len(signatures), 3)]
    columns = [
        Column(title=_("Signature")),
        Column(title=_("Name")),
        Column(title=_("Date")),
        Column(title=_("How")),
    ]
    day = typesetter.formats.day
    return [
        make_table(typesetter, columns, [(one.role, one.name, day(one.day), one.how) for one in signatures])
    ]


def data_note(data_sha256: str, file_name: str, typesetter: Typesetter) -> Flowable:
    """The full hash of the data, in groups a person can compare."""
    groups = " ".join(data_sha256[at : at + 4] for at in range(0, len(data_sha256), 4))
    said = _("The data file “{name}” is attached to this PDF. Same data, same bytes.").format(
        name=isolate(file_name)
    )
    return typesetter.paragraph(
        [
            Span(_("Frozen data of this report, sha256:") + " "),
            Span(isolate(groups), bold=True),
            Span(". " + said),
        ],
        NOTE,
    )


class SignatureRow(Flowable):
    """Up to three lines to sign on, with who, when and how below."""

    _SPACE = 30.0

    def __init__(self, typesetter: Typesetter, signatures: tuple[Signature, ...]) -> None:
        super().__init__()
        self._typesetter = typesetter
        self._cells = [self._texts(signature) for signature in signatures]
        self.spaceAfter = 10

    def _texts(self, signature: Signature) -> list[Any]:
        typesetter = self._typesetter
        day = typesetter.formats.day(signature.day) if signature.day else ""
        note = "  ·  ".join(part for part in (day, signature.how) if part) or "\u00a0"
        return [
            typesetter.paragraph(signature.role, LABEL.but(size=7.8)),
            typesetter.paragraph(signature.name or "\u00a0", CAPTION.but(bold=True)),
            typesetter.paragraph(note, CAPTION.but(color=GREY)),
        ]

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        self._each = (width - 28) / 3
        self._tall = [max(cell[part].wrap(self._each, 0)[1] for cell in self._cells) for part in range(3)]
        self.height = sum(self._tall) + self._SPACE
        return width, self.height

    def split(self, _width: float, _height: float) -> list[Flowable]:
        return []

    def draw(self) -> None:
        canvas: Any = self.canv
        line = self._tall[1] + self._tall[2] + 2
        for at, (role, name, note) in enumerate(self._cells):
            from_start = at * (self._each + 14)
            x = self.width - from_start - self._each if self._typesetter.right_to_left else from_start
            role.drawOn(canvas, x, self.height - role.height)
            canvas.stroke_with(INK, 0.8)
            canvas.line(x, line, x + self._each, line)
            name.drawOn(canvas, x, line - 2 - name.height)
            note.drawOn(canvas, x, line - 2 - name.height - note.height)
