import pytest

from flows.lake.lake import Lake
from flows.lake.store import Store
from tests.flows.lake.builders import KEY


@pytest.fixture
def store(tmp_path) -> Store:
    return Store.open(str(tmp_path / "lake"))


@pytest.fixture
def lake(tmp_path) -> Lake:
    return Lake.open(str(tmp_path / "lake"), KEY)
