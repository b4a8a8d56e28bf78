"""Reads all submissions of a form once and sums them up."""

from decimal import Decimal
from uuid import UUID

from desktop.errors import BadInput
from desktop.forms import (
    AnswerWords,
    Definition,
    Place,
    answer_sheets,
    answers_in,
    parse_submission,
    path_below,
    without_positions,
)
from desktop.progress import SILENT, Progress
from desktop.services.form_library.export_records import WantedSubmissions
from desktop.services.form_library.exporting import SubmissionExportService
from desktop.services.form_library.records import SubmissionRecord
from desktop.services.form_library.service import FormLibraryService
from desktop.services.form_library.summaries.figures import Gathered, gather, number_of
from desktop.services.form_library.summaries.records import (
    AnswerKind,
    FormSummary,
    SummaryColumn,
    SummaryRow,
)

_META = "meta/"


class SummaryService:
    """Reads only."""

    def __init__(self, library: FormLibraryService, exports: SubmissionExportService) -> None:
        self._library, self._exports = library, exports

    def summary(
        self,
        form: UUID,
        wanted: WantedSubmissions | None = None,
        *,
        spoken: str = "",
        progress: Progress = SILENT,
    ) -> FormSummary:
        """The finished submissions (or `wanted`), all versions together, worded in the language `spoken`."""
        definitions = self._exports.definitions(form)
        words = {one: self._exports.words(one, definition, spoken) for one, definition in definitions.items()}
        collector = _Collector()
        for version_id, definition in definitions.items():
            collector.add_version(definition, words[version_id])
        record = self._library.get(form)
        unreadable = 0
        for done, (submission, xml) in enumerate(self._exports.filled(form, wanted or WantedSubmissions())):
            if done % 50 == 0:
                progress.step(done, record.row.submissions + record.row.unfinished)
            try:
                answers = answers_in(definitions[submission.version_id], parse_submission(xml)).by_path
            except BadInput:
                unreadable += 1
                continue
            collector.add(
                submission, definitions[submission.version_id], words[submission.version_id], answers
            )
        return FormSummary(
            form_id=record.row.form_id,
            title=record.row.title,
            language=next(iter(words.values())).language,
            columns=tuple(
                SummaryColumn(one.path, one.label, one.kind is AnswerKind.NUMBERS)
                for one in collector.columns
            ),
            rows=tuple(collector.drawn()),
            questions=tuple(
                one.summed_up(collector.entries.get(one.sheet, 0)) for one in collector.gathered.values()
            ),
            unreadable=unreadable,
        )


class _Collector:
    """Answers by question; those of lists are summed up over all entries and stand in no column."""

    def __init__(self) -> None:
        self.gathered: dict[str, Gathered] = {}
        self.entries: dict[str, int] = {"": 0}
        self._lists: set[str] = set()
        self._rows: list[tuple[SubmissionRecord, dict[str, tuple[str, str]]]] = []

    @property
    def columns(self) -> list[Gathered]:
        return [one for one in self.gathered.values() if not one.sheet]

    def add_version(self, definition: Definition, words: AnswerWords) -> None:
        """Make room for its questions; the newest version comes first."""
        for sheet in answer_sheets(definition):
            if sheet.path:
                self._lists.add(sheet.path)
            for place in dict.fromkeys(one.place for one in sheet.columns):
                path = path_below(place, definition.root)
                if not path.startswith(_META) and path not in self.gathered:
                    self.gathered[path] = gather(definition, sheet.path, path, place, words)

    def add(
        self,
        submission: SubmissionRecord,
        definition: Definition,
        words: AnswerWords,
        answers: dict[str, str],
    ) -> None:
        self.entries[""] += 1
        lead = len(definition.root.path) + 1
        cells: dict[str, tuple[str, str]] = {}
        for whole, text in answers.items():
            path = without_positions(whole)[lead:]
            if path in self._lists and not whole.endswith("]"):
                self.entries[path] = self.entries.get(path, 0) + int(text)
            one = self.gathered.get(path)
            if one is None or not text.strip():
                continue
            one.add(text.strip())
            place = definition.place_at(f"{definition.root.path}/{path}")
            if not one.sheet and place is not None:
                cells[path] = (_worded(words, place, text), text.strip())
        self._rows.append((submission, cells))

    def drawn(self) -> list[SummaryRow]:
        columns = self.columns
        return [
            SummaryRow(
                submission_id=submission.id,
                name=submission.instance_name or "",
                state=submission.state,
                visit_code=submission.visit_code or "",
                at=submission.at,
                author=submission.author or "",
                cells=tuple(cells[one.path][0] if one.path in cells else "" for one in columns),
                values=tuple(_ordered(one, cells.get(one.path)) for one in columns),
            )
            for submission, cells in self._rows
        ]


def _worded(words: AnswerWords, place: Place, text: str) -> str:
    return words.answer(place, text) if words.knows(place) else text.strip()


def _ordered(one: Gathered, cell: tuple[str, str] | None) -> Decimal | str | None:
    if cell is None:
        return None
    return number_of(cell[1]) if one.kind is AnswerKind.NUMBERS else cell[0].casefold()
