"""Choices looked up by `search()`: an appearance that names a list beside the form, as older forms have it."""

from desktop.forms.definition.records import FixedChoice, ItemSet


def split_appearance(written: str) -> tuple[tuple[str, ...], str]:
    """The words of an appearance, and the call of `search` among them, empty where there is none."""
    start = written.find("search(")
    if start < 0:
        return tuple(written.split()), ""
    depth, quote = 0, ""
    for at in range(start, len(written)):
        sign = written[at]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        else:
            depth += (sign == "(") - (sign == ")")
            if sign == ")" and depth == 0:
                return tuple(f"{written[:start]} {written[at + 1 :]}".split()), written[start : at + 1]
    return tuple(written.split()), ""


def searched_choices(
    call: str, choices: tuple[FixedChoice, ...]
) -> tuple[tuple[FixedChoice, ...], ItemSet | None]:
    """One choice names the columns of value and label; those with a number for a name stay as they are."""
    template = next((one for one in choices if not _is_number(one.value)), None)
    if template is None:
        return choices, None
    kept = tuple(one for one in choices if one is not template)
    return kept, ItemSet(call, template.value, "", columns=template.label)


def _is_number(value: str) -> bool:
    return value.lstrip("-").isdigit()
