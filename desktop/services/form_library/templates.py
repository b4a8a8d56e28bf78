"""Ready-made forms that come with the program: listed, looked at, and taken in like any other form."""

from dataclasses import dataclass
from functools import cache

from desktop.clock import Clock
from desktop.errors import NotFound
from desktop.forms import Definition, Filling, load_definition
from desktop.i18n import _, language
from desktop.reference import form_templates
from desktop.services.form_library.languages import choose_language
from desktop.services.form_library.previews import preview_of
from desktop.services.form_library.records import PreviewRecord
from desktop.services.form_library.trials import read_form


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRow:
    """`name` is what a command calls it by; `purpose` is a sentence."""

    name: str
    title: str
    purpose: str


def template_rows() -> tuple[TemplateRow, ...]:
    """In the order they are offered."""
    words = _words()
    return tuple(
        TemplateRow(name=name, title=words[name][0], purpose=words[name][1]) for name in form_templates.NAMES
    )


def template_file(name: str) -> tuple[bytes, str]:
    """The form's file and its name, for the import. Raises NotFound."""
    if name not in form_templates.NAMES:
        raise NotFound(
            _("There is no ready-made form {name}.").format(name=name[:80]),
            _("There are: {names}.").format(names=", ".join(form_templates.NAMES)),
        )
    return form_templates.read(name), f"{name}.csv"


def template_preview(name: str, clock: Clock, wanted: str = "") -> PreviewRecord:
    """What it asks, in the person's language where it speaks it; converting takes a moment the first time."""
    definition = _definition(name)
    spoken = wanted or choose_language(definition.languages, language(), definition.default_language)
    return preview_of(Filling(definition, clock=clock, language=spoken), spoken)


@cache
def _definition(name: str) -> Definition:
    return load_definition(read_form(*template_file(name)).xform_xml)


def _words() -> dict[str, tuple[str, str]]:
    return {
        "site_monitoring": (
            _("Site monitoring visit"),
            _("What is done at a site, who is present, recounted figures, a rating and what is to be done."),
        ),
        "distribution_monitoring": (
            _("Distribution monitoring"),
            _("A distribution as it happens: plan and fact, signatures, stock, and how people are treated."),
        ),
        "post_distribution_monitoring": (
            _("Post-distribution monitoring"),
            _("An interview with a household after help came: what arrived, its use, satisfaction, needs."),
        ),
        "training_evaluation": (
            _("Training evaluation"),
            _("Attendance by sex, test scores before and after, what participants say, and follow-up."),
        ),
        "protection_mainstreaming": (
            _("Protection mainstreaming check"),
            _("Safety, access, accountability and participation at a service, point by point."),
        ),
        "data_quality_assessment": (
            _("Data quality assessment"),
            _(
                "A recount, full or by sample, the reasons for a difference, and the six dimensions of quality."
            ),
        ),
        "partner_capacity": (
            _("Partner capacity assessment"),
            _("Governance, finance, programme and monitoring of a partner, the risk and your advice."),
        ),
    }
