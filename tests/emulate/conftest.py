"""The emulator, started once for the tests that run in one process."""

from collections.abc import Iterator

import pytest

from tests.conftest import DATA, leave_out
from tests.emulate.emulator import EmulatorMissingError, emulator, installed
from tests.emulate.office import Office, office
from tests.emulate.room import SEED


@pytest.fixture(scope="session")
def emulated() -> Iterator[str]:
    """The emulator's address; where it cannot be had its tests are left out, in CI they fail."""
    try:
        installed(DATA / "emulate")
    except EmulatorMissingError as error:
        leave_out(str(error))
    with emulator(DATA / "emulate", SEED) as address:
        yield address


@pytest.fixture
def desk(emulated: str) -> Iterator[Office]:
    """The desk in the emulator's workspace, with an engine whose answers are made by hand."""
    with office(emulated) as running:
        yield running
