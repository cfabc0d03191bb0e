"""The same lake on an object store, where a server that speaks S3 is at hand."""

import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from flows.forget.proof import search
from flows.lake import releases
from flows.lake.lake import Lake
from flows.lake.releases import About
from flows.lake.standing import standing
from schemas.errors import BusyError
from tests.flows.lake.builders import KEY, NIGHT, card, commit, curated, decided, ids, released, run

PATIENCE_S = 15.0


@pytest.fixture(scope="module")
def endpoint():
    server = shutil.which("moto_server")
    if server is None:
        pytest.skip("moto_server is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([server, "-H", "127.0.0.1", "-p", str(port)], stderr=subprocess.DEVNULL)
    try:
        yield _make_bucket(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait()


def _make_bucket(url: str) -> str:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(urllib.request.Request(f"{url}/lakes", method="PUT", data=b""))
            return url
        except urllib.error.URLError:
            time.sleep(0.1)
    pytest.skip(f"moto_server did not start in {PATIENCE_S:.0f} s")


@pytest.fixture
def lake(endpoint, monkeypatch, request) -> Lake:
    settings = {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_REGION": "us-east-1",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    return Lake.open(f"s3://lakes/{request.node.name}", KEY)


def test_a_night_and_its_release_on_an_object_store(lake):
    commit(lake, "zhihu", NIGHT, {"pairs": {"decided": decided(["a"])}, "curate": {"curated": curated(["a"])}})
    about = About(run_id="run", sites={"zhihu": NIGHT}, parents={}, code="c")
    manifest = releases.publish(lake.store, {"train": released(["a"])}, card, about)

    assert lake.ledger.sites() == ["zhihu"]
    assert ids(standing(lake, "zhihu", "qa", max_age_days=180), "context_id") == ["a"]
    assert releases.latest(lake.store) == manifest
    assert ids(releases.scan(lake.store, manifest.version, "train"), "context_id") == ["a"]


def test_every_byte_on_an_object_store_is_searched(lake):
    commit(lake, "zhihu", NIGHT, {"curate": {"curated": curated(["a"], "十二个字符以上的一句话,说过的")}})
    lake.store.put("models/weights", b"\0" * (3 << 20) + b"person-ann@site")

    (slice_,) = lake.store.list("curated")
    assert search(lake.store, ["十二个字符以上的一句话"], ids=["person-ann@site"]) == [slice_.path, "models/weights"]
    assert search(lake.store, ["没有人说过的一句很长的话"], ids=["42"]) == []


def test_of_racing_starters_exactly_one_wins_on_an_object_store(lake):
    def start(n: int) -> bool:
        try:
            lake.ledger.start("zhihu", NIGHT, run(f"run {n}"))
        except BusyError:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        won = list(pool.map(start, range(16)))

    assert won.count(True) == 1
    assert lake.store.get("runs/none") is None
    lake.store.delete(["gone"])
