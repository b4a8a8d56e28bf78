"""Message catalogues: extract the texts of the program, bring each language up to date, compile what it reads.

python tools/catalogues.py extract | update | compile [--if-stale] | report
"""

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "desktop" / "locale"
TEMPLATE = LOCALE / "milepost.pot"
KEYWORDS = {"_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
NO_TIME = datetime(2026, 1, 1, tzinfo=UTC)
"""A time of day in a header would change it at each run."""

DRAFT = "# Machine-drafted: to be read by a native speaker of the office before it is relied on."


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=("extract", "update", "compile", "report"))
    parser.add_argument("--if-stale", action="store_true", help="only what is older than its source")
    options = parser.parse_args(arguments)
    if options.task == "extract":
        extract()
    elif options.task == "update":
        extract()
        update()
        compile_all()
    elif options.task == "compile":
        compile_all(only_stale=options.if_stale)
    else:
        report()
    return 0


def sources() -> Iterator[Path]:
    """The catalogue of every language but the one the program is written in."""
    yield from sorted(LOCALE.glob("*/LC_MESSAGES/milepost.po"))


def extract() -> None:
    """Write the template anew from the program's own text; times and line numbers would only make noise."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import extract_from_dir
    from babel.messages.pofile import write_po

    catalogue = Catalog(project="Milepost", charset="utf-8", header_comment="# Texts of Milepost.\n#")
    found = extract_from_dir(
        str(ROOT / "desktop"),
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
    )
    for name, _line, message, comments, context in sorted(found, key=lambda entry: (entry[0], entry[1])):
        catalogue.add(message, locations=[(f"desktop/{name}", 1)], auto_comments=comments, context=context)
    catalogue.creation_date = catalogue.revision_date = NO_TIME
    catalogue.msgid_bugs_address, catalogue.version = "", ""
    forget_python_format(catalogue)
    LOCALE.mkdir(exist_ok=True)
    with open(TEMPLATE, "wb") as out:
        write_po(out, catalogue, width=110, omit_header=False, include_lineno=False)


def update() -> None:
    """Bring each language to the template: new texts wait empty, texts that are gone are dropped."""
    from babel.messages.pofile import read_po

    with open(TEMPLATE, "rb") as file:
        template = read_po(file)
    for path in sources():
        with open(path, "rb") as file:
            catalogue = read_po(file, locale=path.parts[-3])
        catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
        write(path, catalogue)


def write(path: Path, catalogue: "Catalog") -> None:
    """Write one language in the one form that makes no noise in a diff."""
    from babel.messages.pofile import write_po

    catalogue.header_comment = f"# {catalogue.locale_identifier} texts of Milepost.\n{DRAFT}\n#"
    catalogue.creation_date = catalogue.revision_date = NO_TIME
    catalogue.last_translator, catalogue.language_team = "machine draft", str(catalogue.locale_identifier)
    catalogue.msgid_bugs_address, catalogue.version = "", ""
    forget_python_format(catalogue)
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as out:
        write_po(out, catalogue, width=110, ignore_obsolete=True, include_lineno=False, no_location=True)


def forget_python_format(catalogue: "Catalog") -> None:
    """A per cent sign in a text is only that: placeholders here are named, in braces."""
    for message in catalogue:
        message.flags.discard("python-format")


def compile_all(*, only_stale: bool = False) -> None:
    """Make the .mo files; with `only_stale` a moment where nothing changed (Babel is not even imported)."""
    for path in sources():
        compiled = path.with_suffix(".mo")
        if only_stale and compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
            continue
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        with open(path, "rb") as file:
            catalogue = read_po(file, locale=path.parts[-3])
        unfinished = compiled.with_suffix(".part")
        with open(unfinished, "wb") as out:
            write_mo(out, catalogue)
        unfinished.replace(compiled)


def report() -> None:
    """How far each language is."""
    from babel.messages.pofile import read_po

    for path in sources():
        with open(path, "rb") as file:
            catalogue = read_po(file, locale=path.parts[-3])
        texts = [message for message in catalogue if message.id]
        done = sum(1 for message in texts if all(_filled(message.string)))
        print(f"{path.parts[-3]}: {done} of {len(texts)}")


def _filled(string: object) -> list[bool]:
    return [bool(part) for part in string] if isinstance(string, (list, tuple)) else [bool(string)]


if __name__ == "__main__":
    sys.exit(main())
