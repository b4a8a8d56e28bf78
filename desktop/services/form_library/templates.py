"""Ready-made forms that come with the program: listed, looked at, and taken in like any other form."""

from dataclasses import dataclass
from functools import cache

from desktop.clock import Clock
from desktop.errors import NotFound
from desktop.forms import Definition, Filling, load_definition
from desktop.i18n import _, language
from desktop.reference import form_templates
from desktop.services.form_languages import choose_language
from desktop.services.form_library.previews import preview_of
from desktop.services.form_library.records import PreviewRecord
from desktop.services.form_library.trials import read_form
from desktop.services.form_titles import template_words


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRow:
    """`name` is what a command calls it by; `purpose` is a sentence."""

    name: str
    title: str
    purpose: str


def template_rows() -> tuple[TemplateRow, ...]:
    """In the order they are offered."""
    words = template_words()
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
