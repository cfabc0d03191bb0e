"""What every test has: a user key, no network for models, and a Prefect that keeps quiet and writes in a temporary folder.

Prefect reads its settings when it is first imported, so they are made here, before any test module is.
"""

import os
import tempfile
from collections.abc import Iterator

import pytest

USER_KEY = "a key for tests alone"
PREFECT_HOME = tempfile.TemporaryDirectory(prefix="pairmill-prefect-")

os.environ.update(
    PAIRMILL_USER_KEY=USER_KEY,
    HF_HUB_OFFLINE="1",
    DO_NOT_TRACK="1",
    COLUMNS="200",
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With `--dist loadgroup` a file stays on one worker, and whatever needs Prefect's server shares one."""
    for item in items:
        needs_server = "prefect" in getattr(item, "fixturenames", ())
        item.add_marker(pytest.mark.xdist_group("prefect" if needs_server else str(item.path)))
