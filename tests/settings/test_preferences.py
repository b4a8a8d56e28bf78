"""Preferences survive a restart, and a damaged file is no reason not to start."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.settings.preferences import Preferences, read_preferences, write_preferences


def test_what_was_chosen_is_there_again(tmp_path):
    chosen = Preferences(language="ar", theme="dark", text_scale=1.5, lock_after_minutes=5)

    assert write_preferences(tmp_path, chosen)
    assert read_preferences(tmp_path) == chosen


@pytest.mark.parametrize("content", ["", "{", "[]", '{"text_scale": "huge", "theme": 7, "language": ["en"]}'])
def test_a_damaged_file_means_the_beginning(tmp_path, content):
    (tmp_path / "settings.json").write_text(content)

    assert read_preferences(tmp_path) == Preferences()


def test_one_wrong_value_costs_only_itself(tmp_path):
    (tmp_path / "settings.json").write_text('{"theme": "dark", "text_scale": 40}')

    assert read_preferences(tmp_path) == Preferences(theme="dark")


def test_a_folder_that_is_not_there_keeps_nothing_and_breaks_nothing(tmp_path):
    assert not write_preferences(tmp_path / "gone", Preferences())


json_values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(
    values=st.dictionaries(
        st.sampled_from(["language", "theme", "text_scale", "lock_after_minutes"]), json_values
    )
)
def test_no_file_content_can_break_the_start(tmp_path, values):
    import json

    (tmp_path / "settings.json").write_text(json.dumps(values))

    assert isinstance(read_preferences(tmp_path), Preferences)
