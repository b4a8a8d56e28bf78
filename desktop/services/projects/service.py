"""Keeps the portfolio: lists projects, writes their facts, takes them from stage to stage."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from desktop.clock import Clock, today_of
from desktop.errors import BadInput, Refused
from desktop.i18n import _
from desktop.models import FrameworkLink, Project
from desktop.models.ids import natural_id, new_id
from desktop.reference.frameworks import find_item
from desktop.rules import project_stages
from desktop.rules.project_stages import find_step
from desktop.rules.roles import RIGHTS, Deed
from desktop.rules.transitions import may_take
from desktop.rules.vocabulary import Framework, LinkWeight, ProjectStage
from desktop.services.accounts.access import Access
from desktop.services.projects import records
from desktop.services.projects.fields import FIELDS, apply_fields
from desktop.services.projects.reading import record_of, rows_of
from desktop.services.projects.stages import CONFIRMED, facts_of, is_own, sentence_of
from desktop.services.projects.twins import bearers_of, references_of, refuse_emptied
from desktop.services.references import resolve
from desktop.services.steps import refuse, require_on, roles_on
from desktop.services.typed import read_choice, read_text, refuse_unknown
from desktop.services.wording import word
from desktop.storage.database import Database
from desktop.storage.queries.projects import SORTS, WantedProjects
from desktop.storage.work import Work


class ProjectService:
    """What people do with projects; each method is one unit of work."""

    def __init__(self, database: Database, access: Access, clock: Clock) -> None:
        self._database = database
        self._access = access
        self._clock = clock

    def page(
        self,
        wanted: records.ProjectFilter,
        *,
        sort: str = "title",
        descending: bool = False,
        after: UUID | None = None,
        limit: int = 100,
    ) -> tuple[records.ProjectRow, ...]:
        """Lines after the one with id `after`. Raises BadInput for an unknown sort."""
        if sort not in SORTS:
            raise BadInput(
                _("Projects cannot be sorted by {name}.").format(name=sort),
                _("Use one of: {words}").format(words=", ".join(SORTS)),
            )
        with self._database.reading() as work:
            found = work.projects.page(_query(wanted), sort, descending=descending, after=after, limit=limit)
            return rows_of(work, found, self._today())

    def count(self, wanted: records.ProjectFilter) -> int:
        with self._database.reading() as work:
            return work.projects.count(_query(wanted))

    def sum(self, wanted: records.ProjectFilter) -> records.PortfolioSum:
        """The foot of the list: how many, and their budgets by currency."""
        with self._database.reading() as work:
            budgets = work.projects.budgets(_query(wanted))
            return records.PortfolioSum(
                count=work.projects.count(_query(wanted)),
                budgets=tuple(
                    records.Money(amount=amount, currency=currency)
                    for currency, amount in sorted(budgets.items(), key=lambda one: -one[1])
                ),
            )

    def choices(self) -> records.FilterChoices:
        """What the list can be filtered by, with counts."""
        with self._database.reading() as work:
            facets = work.projects.facets()
        return records.FilterChoices(
            stages=tuple(
                records.Choice(word=stage.value, count=facets["stage"][stage])
                for stage in ProjectStage
                if facets["stage"][stage]
            ),
            countries=_by_word(facets["country"]),
            areas=_by_word(facets["area"]),
            offices=_by_word(facets["office"]),
        )

    def get(self, project_id: UUID) -> records.ProjectRecord:
        """Also one from the bin. Raises NotFound."""
        with self._database.reading() as work:
            return self._record(work, self._any(work, project_id))

    def find(self, reference: str) -> records.ProjectRecord:
        """By code, PRIMA ID, IATI identifier, id or prefix. Raises NotFound or BadInput."""
        with self._database.reading() as work:
            return self._record(work, resolve.project_named(work, reference))

    def bearing(self, reference: str, *, but: UUID | None = None) -> tuple[records.Twin, ...]:
        """Projects (other than `but`) that bear this code or identifier: said while it is typed, never refused."""
        with self._database.reading() as work:
            return bearers_of(work, reference, but)

    def create(self, fields: Mapping[str, Any]) -> records.ProjectRecord:
        """A new concept. Raises BadInput without a title, Refused without the role."""
        refuse_unknown(fields, FIELDS)
        with self._database.writing("projects.create") as work:
            project_id = _new_project_id(work, fields)
            project = Project(
                id=project_id,
                scope_id=project_id,
                title="",
                stage=ProjectStage.CONCEPT,
                drivers=[],
                countries=[],
                sectors=[],
                donors=[],
                target_groups=[],
            )
            apply_fields(work, project, {"title": None, **fields})
            require_on(
                self._access,
                project,
                RIGHTS[Deed.EDIT_PROJECT],
                _("Your role does not let you add projects here."),
            )
            work.add(project)
            work.flush()
            return self._record(work, project)

    def set_fields(
        self,
        project_id: UUID,
        changes: Mapping[str, Any],
        *,
        seen: int | None = None,
        editing: str | None = None,
    ) -> None:
        """Any of `fields.FIELDS`, as typed. Raises BadInput, Refused.

        Answers nothing: reading the whole project again would cost several times what keeping a field does.
        """
        refuse_unknown(changes, FIELDS)
        with self._database.writing("projects.set", seen=seen, editing=editing) as work:
            project = self._editable(work, project_id)
            before = references_of(project)
            apply_fields(work, project, changes)
            refuse_emptied(project, before)

    def move(
        self,
        project_id: UUID,
        target: ProjectStage | str,
        *,
        reason: str | None = None,
        confirmed: Collection[str] = (),
        seen: int | None = None,
    ) -> records.ProjectRecord:
        """Take one step. `confirmed` are things the person vouches for that lie outside the store.

        Raises Refused, naming everything that is missing; BadInput for a word that is no stage.
        """
        said = _reason_with(reason, confirmed)
        with self._database.writing("projects.stage", reason=said, seen=seen) as work:
            project = work.get(Project, project_id)
            stage, wanted = ProjectStage(project.stage), read_choice(ProjectStage, target)
            step = find_step(stage, wanted) if wanted else None
            if wanted is None or step is None:
                raise Refused(
                    _("A project that is {state} cannot become {target}.").format(
                        state=word(stage), target=word(wanted) if wanted else target
                    ),
                    _("From here: {steps}").format(
                        steps=", ".join(one.target.value for one in project_stages.allowed_steps(stage))
                    ),
                )
            if not may_take(step, roles_on(self._access, project), own=is_own(project, self._access)):
                raise Refused(
                    _("You cannot make this project {target}.").format(target=word(wanted)),
                    _("Another role takes this step, and nobody reviews own work."),
                )
            facts = facts_of(work, project, self._today(), reason=bool(reason), confirmed=confirmed)
            missing = project_stages.missing_for(step, facts)
            if missing:
                raise refuse(
                    _("The project cannot become {target} yet.").format(target=word(wanted)),
                    [_missing_sentence(code) for code in missing],
                )
            project.stage, project.stage_reason = wanted, said
            project.stage_by = self._access.person_id
            work.flush()
            return self._record(work, project)

    def delete(self, project_id: UUID) -> None:
        """Into the bin; nothing is lost."""
        with self._database.writing("projects.delete") as work:
            self._editable(work, project_id).deleted_at = self._clock()

    def restore(self, project_id: UUID) -> records.ProjectRecord:
        """Back out of the bin."""
        with self._database.writing("projects.restore") as work:
            project = self._any(work, project_id)
            self._require(project)
            project.deleted_at = None
            work.flush()
            return self._record(work, project)

    def link(
        self,
        project_id: UUID,
        framework: Framework | str,
        item: str,
        *,
        weight: LinkWeight | str = LinkWeight.PRIMARY,
        reason: str | None = None,
        result_id: UUID | None = None,
    ) -> records.ProjectRecord:
        """Mark what the project (or one result) contributes to; again changes weight and reason."""
        with self._database.writing("projects.link") as work:
            project = self._editable(work, project_id)
            wanted = read_choice(Framework, framework)
            known = find_item(wanted, item.strip()) if wanted else None
            if wanted is None or known is None:
                raise BadInput(_("There is no {item} in this framework.").format(item=item))
            link_id = natural_id("framework_link", project.id, result_id or "", wanted, known.key)
            link = work.find(FrameworkLink, link_id, deleted=True)
            if link is None:
                link = FrameworkLink(
                    id=link_id,
                    scope_id=project.scope_id,
                    project_id=project.id,
                    result_id=result_id,
                    framework=wanted,
                    item=known.key,
                )
                work.add(link)
            link.deleted_at = None
            link.weight = read_choice(LinkWeight, weight) or LinkWeight.PRIMARY
            link.reason = read_text(reason)
            work.flush()
            return self._record(work, project)

    def unlink(self, link_id: UUID) -> records.ProjectRecord:
        """Take a mark away."""
        with self._database.writing("projects.unlink") as work:
            link = work.get(FrameworkLink, link_id)
            project = self._editable(work, link.project_id)
            link.deleted_at = self._clock()
            work.flush()
            return self._record(work, project)

    def _record(self, work: Work, project: Project) -> records.ProjectRecord:
        return record_of(work, project, self._access, self._today())

    def _any(self, work: Work, project_id: UUID) -> Project:
        return work.find(Project, project_id, deleted=True) or work.get(Project, project_id)

    def _editable(self, work: Work, project_id: UUID) -> Project:
        project = work.get(Project, project_id)
        self._require(project)
        return project

    def _require(self, project: Project) -> None:
        require_on(
            self._access,
            project,
            RIGHTS[Deed.EDIT_PROJECT],
            _("Your role does not let you change this project."),
        )

    def _today(self) -> date:
        return today_of(self._clock)


def _query(wanted: records.ProjectFilter) -> WantedProjects:
    return WantedProjects(
        stages=wanted.stages,
        countries=wanted.countries,
        areas=wanted.areas,
        offices=wanted.offices,
        kind=wanted.kind,
        running_on=wanted.running_on,
        text=wanted.text,
        deleted=wanted.deleted,
    )


def _by_word(counts: Mapping[str, int]) -> tuple[records.Choice, ...]:
    return tuple(records.Choice(word=name, count=count) for name, count in sorted(counts.items()))


def _new_project_id(work: Work, fields: Mapping[str, Any]) -> UUID:
    """Natural where the identifier is known, so that an import later, or another laptop, means the same project."""
    iati_id = str(fields.get("iati_id") or "").strip()
    if not iati_id:
        return new_id()
    project_id = natural_id("project", iati_id)
    if work.find(Project, project_id, deleted=True) is not None:
        raise BadInput(
            _("A project with the identifier {id} exists already.").format(id=iati_id),
            _("Open it, or restore it from the bin."),
        )
    return project_id


def _reason_with(reason: str | None, confirmed: Collection[str]) -> str | None:
    """The person's words, and what she vouched for, as they stand in the history."""
    unknown = sorted(set(confirmed) - set(CONFIRMED))
    if unknown:
        raise BadInput(
            _("{name} is nothing that can be confirmed.").format(name=unknown[0]),
            _("Use one of: {words}").format(words=", ".join(CONFIRMED)),
        )
    vouched = [sentence_of(code) for code in CONFIRMED if code in confirmed]
    parts = [
        read_text(reason),
        _("Confirmed: {things}").format(things="; ".join(vouched)) if vouched else None,
    ]
    return "\n".join(part for part in parts if part) or None


def _missing_sentence(code: str) -> str:
    if code in CONFIRMED:
        return _("{thing} (to be confirmed)").format(thing=sentence_of(code))
    return sentence_of(code)
