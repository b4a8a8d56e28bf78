"""The change log in the repository is the one its fragments make."""

from pathlib import Path

from tools.changelog import changelog


def test_the_changelog_is_made_from_its_fragments():
    written = (Path(__file__).parents[2] / "CHANGELOG.md").read_text("utf-8")

    assert written == changelog(), "run: python -m tools.changelog"
