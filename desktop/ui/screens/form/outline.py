"""An open form as one finds one's way in it: its sections, the questions asked now, the page of one section."""

from collections.abc import Sequence

from desktop.i18n import _
from desktop.services.form_library.filling import OpenForm
from desktop.services.form_library.links import QuestionLink
from desktop.services.form_library.records import ItemView, QuestionView, RepeatView, SectionView
from desktop.ui import formats
from desktop.ui.screens.form.pages import (
    REVIEW,
    ContentsLine,
    Heading,
    Page,
    Shown,
    ShownHeading,
    ShownQuestion,
    Target,
    stops,
)


class Outline:
    """Asked anew after each step; keeps nothing of its own."""

    def __init__(self, opened: OpenForm) -> None:
        self._open = opened
        self.sections = opened.sections()

    def heading(self) -> Heading:
        opened, record = self._open, self._open.record
        return Heading(
            title=_titled(record.shown_title, record.version),
            place=formats.dotted((record.site, record.instance_name)),
            state=record.state,
            state_reason=record.state_reason or "",
            may_edit=record.may_edit,
            may_reopen=record.may_reopen,
            has_visit=record.visit_id is not None,
            back=_("Visit {code}, forms").format(code=record.visit_code)
            if record.visit_code
            else _("Library"),
            languages=opened.languages,
            language=opened.language,
            right_to_left=opened.reads_right_to_left(),
        )

    def section_ids(self) -> list[str]:
        """Sections that are asked now; the others are skipped."""
        return [section.id for section in self.sections if section.relevant]

    def contents(self) -> list[ContentsLine]:
        lines = [
            ContentsLine(
                id=section.id,
                number=number,
                title=section.title,
                answered=section.answered,
                total=section.total,
                missing=section.missing,
                invalid=section.invalid,
                relevant=section.relevant,
            )
            for number, section in enumerate(self.sections, 1)
        ]
        asked = [line for line in lines if line.relevant]
        review = ContentsLine(
            id=REVIEW,
            number=0,
            title=_("Review"),
            answered=sum(line.answered for line in asked),
            total=sum(line.total for line in asked),
            missing=sum(line.missing for line in asked),
            invalid=sum(line.invalid for line in asked),
            relevant=True,
        )
        return [*lines, review]

    def page(
        self,
        wanted: str,
        *,
        whole: bool,
        tables: dict[str, bool],
        mark_missing: bool,
        links: Sequence[QuestionLink] = (),
    ) -> tuple[str, list[Shown]]:
        """Title and content of a section, or of all of them one below another."""
        shown: list[Shown] = []
        title = self._open.record.shown_title
        for number, section in enumerate(self.sections, 1):
            if whole and section.relevant:
                shown.append(_section_heading(number, section))
            elif section.id == wanted:
                title = f"{number} {section.title}"
            else:
                continue
            page = Page(
                number,
                self._open.items(section),
                tables,
                mark_missing=mark_missing,
                required=_("This question needs an answer."),
                links=links,
            )
            shown += page.shown()
        return title, shown

    def ways(self, current: str, *, whole: bool) -> tuple[str, str, bool]:
        """Titles of what comes before and of what comes next, and whether this is the end: the review."""
        ids = [*(() if whole else self.section_ids()), REVIEW]
        titles = {section.id: section.title for section in self.sections}
        if current == REVIEW:
            return titles[ids[-2]] if len(ids) > 1 else _("The questions"), "", True
        at = ids.index(current) if current in ids else -1
        back = titles[ids[at - 1]] if at > 0 else ""
        onward = ids[at + 1] if at + 1 < len(ids) else REVIEW
        return back, titles.get(onward, _("Review")), False

    def targets(self) -> list[Target]:
        """Every question that is asked now, in the order of the form."""
        found: list[Target] = []
        for number, section in enumerate(self.sections, 1):
            items = self._open.items(section)
            page = Page(number, items, {}, mark_missing=False, required="")
            numbers = {one.view.path: one.number for one in page.shown() if isinstance(one, ShownQuestion)}
            found += [
                Target(
                    path=item.path,
                    number=numbers.get(item.path, ""),
                    label=item.label,
                    section=section.id,
                    missing=stops(item),
                )
                for item in items
                if isinstance(item, QuestionView) and item.relevant and (item.type != "note" or stops(item))
            ]
        return found

    def first_in(self, section_id: str) -> str:
        """Path of the first question of a section; empty where it asks nothing."""
        return next((one.path for one in self.targets() if one.section == section_id), "")

    def first_below(self, path: str) -> str:
        """The first question of an entry."""
        return next((one.path for one in self.targets() if one.path.startswith(f"{path}/")), path)

    def repeat(self, path: str) -> RepeatView | None:
        items: Sequence[ItemView] = [item for one in self.sections for item in self._open.items(one)]
        return next((item for item in items if isinstance(item, RepeatView) and item.path == path), None)


def _section_heading(number: int, section: SectionView) -> ShownHeading:
    return ShownHeading(key=section.id, title=f"{number} {section.title}", hint="", depth=0, is_section=True)


def _titled(title: str, version: str) -> str:
    """Skills centre check, v4; a version that is a date or a name stands as it is."""
    if not version:
        return title
    return f"{title}, v{version}" if version.isdecimal() and len(version) < 5 else f"{title}, {version}"
