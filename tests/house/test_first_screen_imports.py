"""What the first screen of an open store imports leads to no mapped class, and so to no SQLAlchemy."""

import ast
from collections.abc import Iterator
from pathlib import Path

from desktop import models

ROOT = Path(__file__).parents[2]
BEGINNINGS = (
    "desktop.app.gui",
    "desktop.app.wiring",
    "desktop.ui.session",
    "desktop.ui.entrance",
    "desktop.ui.screens.today.view",
    "desktop.services.today.service",
    "desktop.services.search.service",
    "desktop.services.syncing.standing",
    "desktop.services.upkeep.service",
    "desktop.services.preferences.service",
)
HEAVY = ("sqlalchemy", "sync", "babel", "msgspec", "httpx", "zstandard", "pyrage", "uuid_utils", "alembic")


def _file_of(module: str) -> Path | None:
    path = ROOT.joinpath(*module.split("."))
    return next((one for one in (path.with_suffix(".py"), path / "__init__.py") if one.is_file()), None)


def _imported(module: str) -> Iterator[str]:
    """Modules that importing this one imports at once: not inside functions, not for type checking alone."""
    path = _file_of(module)
    for node in ast.parse(path.read_text("utf-8")).body if path else ():
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.module
            for alias in node.names:
                lazily = node.module == "desktop.models" and alias.name in models.__all__
                yield "desktop.models.everything" if lazily else f"{node.module}.{alias.name}"


def test_no_import_of_the_first_screen_leads_to_a_mapped_class() -> None:
    way = {name: name for name in BEGINNINGS}
    waiting = list(BEGINNINGS)
    heavy = []
    while waiting:
        here = waiting.pop()
        for name in _imported(here):
            if name.split(".")[0] in HEAVY or name == "desktop.models.everything":
                heavy.append(f"{way[here]} > {name}")
            elif name not in way and _file_of(name) is not None:
                way[name] = f"{way[here]} > {name}"
                waiting.append(name)

    # Import it inside the function that needs it, or keep records apart from what reads them.
    assert heavy == []
