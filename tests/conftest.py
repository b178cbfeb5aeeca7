"""Fixtures that tests of more than one package share."""

from pathlib import Path

import pytest

from ingest.encoder.build import build_encoder


@pytest.fixture(scope="session")
def encoder_folder() -> Path:
    """The built-in encoder, built once into the data folder that `make run` uses too."""
    return build_encoder(Path(__file__).parents[1] / ".data" / "encoder", print)
