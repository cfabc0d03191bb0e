from concurrent.futures import ThreadPoolExecutor

import pytest

from flows.lake import models, versions
from flows.lake.models import AboutModel
from schemas.errors import LakeError, UsageError

ABOUT = AboutModel(run_id="run", release="0.1.0", code="c")


@pytest.fixture
def make(tmp_path, store):
    """Store a model with the given weights."""

    def publish(weights: bytes) -> models.ModelManifest:
        folder = tmp_path / "trained"
        (folder / "adapter").mkdir(parents=True, exist_ok=True)
        (folder / "config.json").write_text("{}")
        (folder / "adapter" / "weights.safetensors").write_bytes(weights)
        return models.publish(store, folder, ABOUT)

    return publish


def test_a_model_comes_back_as_it_was_stored(store, make, tmp_path):
    manifest = make(b"weights")

    folder = models.fetch(store, "0.1.0", tmp_path / "fetched")

    assert models.latest(store) == manifest
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert files == {"config.json": b"{}", "adapter/weights.safetensors": b"weights"}


def test_equal_files_store_nothing_and_others_the_next_version(make):
    assert make(b"one") == make(b"one")
    assert make(b"two").version == "0.2.0"


def test_a_damaged_file_is_named(store, make, tmp_path):
    make(b"weights")
    store.put("models/0.1.0/files/adapter/weights.safetensors", b"weightz")

    with pytest.raises(LakeError, match=r"weights\.safetensors: .*damaged"):
        models.fetch(store, "0.1.0", tmp_path / "fetched")


def test_a_claim_without_a_manifest_is_no_model(store, make):
    versions.claim(store, "models", "a killed run")

    assert models.latest(store) is None
    assert make(b"weights").version == "0.2.0"


def test_an_empty_folder_is_no_model(store, tmp_path):
    (tmp_path / "empty").mkdir()

    with pytest.raises(LakeError, match="no model files"):
        models.publish(store, tmp_path / "empty", ABOUT)


def test_a_rollback_crowns_an_earlier_model_and_keeps_the_history(store, make):
    make(b"one")
    make(b"two")
    models.crown(store, "0.1.0", "run", "first")
    models.crown(store, "0.2.0", "run", "better")

    models.crown(store, "0.1.0", "run", "rollback")

    assert models.champion(store).version == "0.1.0"
    assert [(crowned.number, crowned.version) for crowned in models.champions(store)] == [
        (1, "0.1.0"),
        (2, "0.2.0"),
        (3, "0.1.0"),
    ]


def test_only_a_stored_model_can_be_champion(store):
    with pytest.raises(UsageError, match=r"no model 0\.9\.0"):
        models.crown(store, "0.9.0", "run", "why not")
    assert models.champion(store) is None


def test_racing_coronations_are_all_kept(store, make):
    make(b"one")

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda n: models.crown(store, "0.1.0", f"run {n}", ""), range(16)))

    assert [crowned.number for crowned in models.champions(store)] == list(range(1, 17))
