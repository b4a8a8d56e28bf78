"""How the differences between two versions of a form read."""

from desktop.i18n import _
from desktop.services.form_library.version_records import PartChange


def change_word(change: str) -> str:
    return {"added": _("added"), "retired": _("asked no more"), "changed": _("changed")}.get(change, change)


def part_word(part: PartChange) -> str:
    """Such as `label, Arabic (ar)` or `choice added: red`."""
    words = {
        "group": _("moved to another group"),
        "label": _("label"),
        "hint": _("hint"),
        "type": _("type of answer"),
        "appearance": _("appearance"),
        "parameters": _("parameters"),
        "default": _("default"),
        "required": _("required"),
        "relevant": _("asked when"),
        "constraint": _("allowed when"),
        "constraint_message": _("message when not allowed"),
        "required_message": _("message when missing"),
        "calculate": _("calculation"),
        "readonly": _("read only"),
        "repeat_count": _("number of entries"),
        "choice_filter": _("filter of the choices"),
        "choice_added": _("choice added"),
        "choice_retired": _("choice taken out"),
        "choice_label": _("wording of a choice"),
        "title": _("title"),
        "version": _("version"),
        "languages": _("languages"),
    }
    word = words.get(part.part, part.part)
    if part.choice:
        return _("{what}: {value}").format(what=word, value=part.choice)
    return _("{what}, {language}").format(what=word, language=part.language) if part.language else word
