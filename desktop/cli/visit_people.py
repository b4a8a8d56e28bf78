"""milepost visits met, group, interview: whom a visit met, and what they told."""

from typing import Annotated, Any

import typer

from desktop.cli.context import Context
from desktop.cli.output import answer
from desktop.cli.words import assignments, several
from desktop.i18n import _
from desktop.rules.vocabulary import AgeGroup, ConsentPurpose, InterviewMethod, Sex
from desktop.services.roster import Services

VisitRef = Annotated[str, typer.Argument(metavar="ID", help=_("Visit code, id or prefix."))]
Site = Annotated[str | None, typer.Option(help=_("P-code, place id or name."))]


def register_people(group: typer.Typer, context: Context) -> None:
    _register_met(group, context)
    _register_group(group, context)
    _register_interview(group, context)


def _register_met(group: typer.Typer, context: Context) -> None:
    @group.command(
        "met",
        cls=several("--consent", words=frozenset(ConsentPurpose)),
        help=_("Somebody the visit met: a role and an organisation; a name only with consent."),
    )
    def met(
        visit: VisitRef,
        role: Annotated[str | None, typer.Option()] = None,
        organisation: Annotated[str | None, typer.Option()] = None,
        sex: Annotated[Sex | None, typer.Option()] = None,
        age: Annotated[AgeGroup | None, typer.Option(help=_("Age group."))] = None,
        name: Annotated[str | None, typer.Option(help=_("Only with --consent."))] = None,
        consent: Annotated[
            list[ConsentPurpose] | None,
            typer.Option(help=_("What was agreed to: record, internal, donor ...")),
        ] = None,
        site: Site = None,
    ) -> None:
        given: dict[str, Any] = {"role": role, "organisation": organisation, "sex": sex, "age_group": age}
        given |= {"name": name, "consent": {"purposes": [one.value for one in consent]} if consent else None}
        with context.services() as services:
            visit_id = services.references.visit(visit)
            given["site_id"] = _site(services, visit_id, site)
            made = services.fieldwork.add_person_met(visit_id, given)
        answer(context, {"id": made}, lambda: [str(made)])


def _register_group(group: typer.Typer, context: Context) -> None:
    @group.command("group", help=_("A group the visit met, counted: female.18-59=7 male.18-59=2."))
    def met_group(
        visit: VisitRef,
        title: Annotated[str, typer.Option(help=_("Which group."))],
        counts: Annotated[list[str], typer.Argument(metavar="SEX.AGE=N...")],
        site: Site = None,
    ) -> None:
        counted: dict[str, dict[str, str]] = {}
        for key, number in assignments(counts).items():
            sex, _dot, age = key.partition(".")
            counted.setdefault(sex, {})[age or AgeGroup.UNKNOWN.value] = str(number)
        with context.services() as services:
            visit_id = services.references.visit(visit)
            given = {"title": title, "counts": counted, "site_id": _site(services, visit_id, site)}
            made = services.fieldwork.add_group(visit_id, given)
        answer(context, {"id": made}, lambda: [str(made)])


def _register_interview(group: typer.Typer, context: Context) -> None:
    @group.command(
        "interview", help=_("An interview, a focus group, an observation or documents that were read.")
    )
    def interview(
        visit: VisitRef,
        notes: Annotated[str | None, typer.Option(help=_("What was said or seen."))] = None,
        method: Annotated[InterviewMethod, typer.Option()] = InterviewMethod.KII,
        source: Annotated[str | None, typer.Option(help=_("Who or what, without a name."))] = None,
        spoken: Annotated[str | None, typer.Option(help=_("Language spoken."))] = None,
        interpreter: Annotated[str | None, typer.Option()] = None,
        consent_read: Annotated[
            bool, typer.Option("--consent-read", help=_("The consent script was read."))
        ] = False,
        site: Site = None,
    ) -> None:
        with context.services() as services:
            visit_id = services.references.visit(visit)
            given = {
                "notes": notes,
                "method": method,
                "source": source,
                "spoken": spoken,
                "interpreter": interpreter,
                "consent_read": consent_read,
                "site_id": _site(services, visit_id, site),
            }
            made = services.fieldwork.add_interview(visit_id, given)
        answer(context, {"id": made}, lambda: [str(made)])


def _site(services: Services, visit_id: Any, text: str | None) -> Any:
    return services.visit_plans.site_for(visit_id, text) if text else None
