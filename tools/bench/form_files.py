"""Forms to measure with: the large real one where it is at hand, and generated ones of known size."""

from pathlib import Path

from tests.makers import make_form_file

_REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "forms" / "reach_msna_2024.xlsx"
_HEAD = ("type", "name", "label", "required", "relevant", "constraint", "calculation", "choice_filter")


def forms_to_measure() -> list[tuple[str, bytes, str]]:
    """Words, content and file name of each."""
    found = [("1,500 questions", generated_form(1_500), "generated.xlsx")]
    if _REAL.exists():
        found.insert(0, ("REACH", _REAL.read_bytes(), _REAL.name))
    return found


def generated_form(questions: int) -> bytes:
    """Sections of fifty: answers that show others, bounds, choices that filter, and a sum in each section."""
    rows: list[tuple[str, ...]] = [_HEAD]
    for section in range(questions // 50):
        rows.append(("begin_group", f"s{section}", f"Section {section}", "", "", "", "", ""))
        for at in range(49):
            number = section * 50 + at
            before = f"q{number - 1}" if at else ""
            relevant = f"${{{before}}} != 'no'" if at % 7 == 3 else ""
            row = [("select_one", "text", "integer", "integer", "select_multiple", "date", "decimal")[at % 7]]
            if row[0].startswith("select"):
                row[0] = f"{row[0]} seen"
            constraint = ". >= 0 and . <= 500" if row[0] == "integer" else ""
            rows.append(
                (
                    row[0],
                    f"q{number}",
                    f"Question {number}?",
                    "yes" if at % 5 == 0 else "",
                    relevant,
                    constraint,
                    "",
                    "",
                )
            )
        numbers = [f"${{q{section * 50 + at}}}" for at in range(49) if at % 7 in (2, 3)]
        rows.append(
            (
                "calculate",
                f"sum{section}",
                "",
                "",
                "",
                "",
                " + ".join(f"coalesce({one}, 0)" for one in numbers),
                "",
            )
        )
        rows.append(("note", f"n{section}", f"So far ${{sum{section}}}", "", "", "", "", ""))
        rows.append(("end_group", "", "", "", "", "", "", ""))
    choices = (
        ("list_name", "name", "label"),
        ("seen", "yes", "Yes"),
        ("seen", "some", "Some"),
        ("seen", "no", "No"),
    )
    return make_form_file(tuple(rows), choices, form_id="generated", title="Generated")  # fmt: skip


def list_form() -> bytes:
    """A list of entries with a product each and totals over all."""
    rows = (
        _HEAD,
        ("begin_repeat", "r", "Entry", "", "", "", "", ""),
        ("text", "name", "Name", "", "", "", "", ""),
        ("integer", "x", "X", "yes", "", ". >= 0", "", ""),
        ("integer", "y", "Y", "", "${x} > 0", "", "", ""),
        ("calculate", "z", "", "", "", "", "${x} * ${y}", ""),
        ("end_repeat", "", "", "", "", "", "", ""),
        ("calculate", "total", "", "", "", "", "sum(${x})", ""),
        ("calculate", "many", "", "", "", "", "count(${r})", ""),
    )
    return make_form_file(rows, (("list_name", "name", "label"),), form_id="entries")


def long_list_form(choices: int) -> bytes:
    """A place out of a list as long as asked, filtered by its region."""
    rows = (
        _HEAD,
        ("select_one regions", "region", "Region", "", "", "", "", ""),
        ("select_one places", "place", "Place", "", "", "", "", "region = ${region}"),
    )
    listed = [("list_name", "name", "label", "region")]
    listed += [("regions", f"r{at}", f"Region {at}", "") for at in range(20)]
    listed += [("places", f"p{at}", f"Place {at}", f"r{at % 20}") for at in range(choices)]
    return make_form_file(rows, tuple(listed), form_id="places")
