"""What imports cannot show: docstrings everywhere, one version everywhere, no mapped class in a service's signature."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("desktop", "sync", "tools", "installers")


def modules(*rooms: str) -> Iterator[Path]:
    for room in rooms:
        yield from sorted((ROOT / room).rglob("*.py"))


def test_every_module_says_in_its_first_line_what_it_is_for():
    silent = [
        str(path.relative_to(ROOT))
        for path in modules(*ROOMS, "tests")
        if not (path.name == "__init__.py" and not path.read_text("utf-8").strip())
        and ast.get_docstring(ast.parse(path.read_text("utf-8"))) is None
    ]

    assert silent == []


def test_no_public_service_method_is_annotated_with_a_mapped_class():
    mapped = {
        node.name
        for path in modules("desktop/models")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "Base" for base in node.bases)
    }
    leaks = []
    for path in modules("desktop/services"):
        for owner in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(owner, ast.ClassDef) and owner.name.endswith("Service")):
                continue
            for method in owner.body:
                if isinstance(method, ast.FunctionDef) and not method.name.startswith("_"):
                    names = {name.id for name in ast.walk(method.args) if isinstance(name, ast.Name)}
                    names |= {
                        name.id
                        for name in ast.walk(method.returns or ast.Pass())
                        if isinstance(name, ast.Name)
                    }
                    leaks += [f"{path.name}: {owner.name}.{method.name}" for _ in names & mapped]

    assert leaks == []


def test_no_file_has_a_name_that_hides_its_idea():
    vague = {"utils.py", "helpers.py", "common.py", "manager.py", "misc.py"}

    assert [str(path) for path in modules(*ROOMS) if path.name in vague] == []


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX"])
def test_nothing_is_left_for_later_without_an_issue(word):
    assert [str(path) for path in modules(*ROOMS) if f"# {word}" in path.read_text("utf-8")] == []
