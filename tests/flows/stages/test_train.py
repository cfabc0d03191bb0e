"""A model is trained again where the rows of the release are others, not where its card alone is."""

from types import SimpleNamespace

from flows.lake import releases
from flows.lake.releases import About
from flows.lake.store import Store
from flows.stages.train import _holds
from tests.flows.lake.builders import NIGHT, card, released


def test_a_release_with_another_card_has_the_same_rows(tmp_path):
    store = Store.open(str(tmp_path))
    job = SimpleNamespace(lake=SimpleNamespace(store=store))
    about = About(run_id="run", sites={"zhihu": NIGHT}, parents={}, code="c")
    for contexts, verdict in (("a", "calibrated"), ("a", "not calibrated"), ("b", "not calibrated")):
        said = about.model_copy(update={"calibration": {"zhihu": verdict}})
        newest = releases.publish(store, {"train": released(contexts)}, card, said)
        assert _holds(job, newest.version, newest.content)

    assert _holds(job, "0.1.0", releases.read(store, "0.1.1").content)
    assert not _holds(job, "0.1.0", newest.content)
    assert not _holds(job, "0.9.0", newest.content)
