"""What every test has: a user key, no network for models, and a Prefect that keeps quiet in a folder of its own.

Prefect reads its settings when it is first imported, so they are made here, before any test module is.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.sites import Place

USER_KEY = "a key for tests alone"
PREFECT_HOME = tempfile.TemporaryDirectory(prefix="pairmill-prefect-")

os.environ.update(
    PAIRMILL_USER_KEY=USER_KEY,
    HF_HUB_OFFLINE="1",
    DO_NOT_TRACK="1",
    COLUMNS="200",
    POLARS_MAX_THREADS="1",  # small frames, and two workers on two cores
    PREFECT_HOME=PREFECT_HOME.name,
    PREFECT_LOGGING_LEVEL="CRITICAL",
    PREFECT_LOGGING_SERVER_LEVEL="CRITICAL",
    PREFECT_LOGGING_TO_API_ENABLED="false",
    PREFECT_SERVER_ANALYTICS_ENABLED="false",
    PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS="120",
)


@pytest.fixture(scope="session")
def prefect() -> Iterator[str]:
    """The URL of a Prefect server, for the few tests that run flows: it starts slowly, so there is one a session."""
    from prefect.settings import PREFECT_API_URL
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield PREFECT_API_URL.value()


@pytest.fixture(scope="session")
def _two_nights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.sites import nights, one_site
    from tests.support import mill

    place = one_site(tmp_path_factory.mktemp("two-nights"), *nights(2))
    mill(place.config, nights(2)[0])
    return place.folder


@pytest.fixture
def place(_two_nights: Path, tmp_path: Path) -> "Place":
    """A qa site with two nights of raw logs, of which the first is milled and published."""
    from tests.sites import Place

    return Place(shutil.copytree(_two_nights, tmp_path / "place"))
