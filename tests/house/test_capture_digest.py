"""Whoever changes a model writes anew what is known of it without the models."""

from desktop.storage.capture_digest import DIGEST
from desktop.storage.schema_file import present_digest


def test_the_digest_that_opens_a_store_is_that_of_the_triggers_the_models_ask_for() -> None:
    # python -m desktop.storage.schema_file writes it
    assert present_digest() == DIGEST
