"""Titles of forms in the person's language: of the ready-made ones, and of those whose author wrote several."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from desktop.i18n import _, language
from desktop.models import FormVersion
from desktop.services.form_languages import choose_language
from desktop.storage.work import Work

_TITLES: dict[UUID, Mapping[str, str]] = {}
"""By version, which never changes; reading them from the whole form takes a while."""
_READY_MADE = {
    "Site monitoring visit": "site_monitoring",
    "Distribution monitoring": "distribution_monitoring",
    "Post-distribution monitoring (PDM)": "post_distribution_monitoring",
    "Training evaluation": "training_evaluation",
    "Protection mainstreaming check": "protection_mainstreaming",
    "Data quality assessment (DQA)": "data_quality_assessment",
    "Partner capacity assessment": "partner_capacity",
}
"""As they stand in the forms themselves."""


def shown_titles(work: Work, versions: Iterable[FormVersion]) -> dict[UUID, str]:
    """The title of each version as the person reads it."""
    found = {one.id: one for one in versions}
    unknown = [one for one in found if one not in _TITLES]
    if unknown:
        from desktop.forms import (  # the reader of forms waits until there is one to read
            TITLE_TEXT,
            titles_in,
        )

        written = work.forms.forms_with_text(unknown, TITLE_TEXT)
        _TITLES.update({one: titles_in(written.get(one, "")) for one in unknown})
    return {one.id: _shown(one.title, _TITLES[one.id]) for one in found.values()}


def _shown(title: str, titles: Mapping[str, str]) -> str:
    if titles:
        return titles.get(choose_language(["", *titles], language(), ""), "") or title
    name = _READY_MADE.get(title)
    if name is None or language() == "en":
        return title
    return template_words()[name][0]


def template_words() -> dict[str, tuple[str, str]]:
    """Title and purpose of each ready-made form, by its name."""
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
