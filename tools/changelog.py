"""Writes CHANGELOG.md from the fragments in changes/: `python -m tools.changelog`."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> None:
    (ROOT / "CHANGELOG.md").write_text(changelog(), "utf-8")


def changelog() -> str:
    """What a user can notice, one entry a fragment, in the order of their names."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    entries = [" ".join(path.read_text("utf-8").split()) for path in sorted((ROOT / "changes").glob("*.md"))]
    lines = ["# What is new", "", f"## {version}, not released yet", "", *(f"- {entry}" for entry in entries)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
