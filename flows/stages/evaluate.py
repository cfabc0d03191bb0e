"""evaluate: model, release -> scores."""

from flows.lake import models, releases
from flows.stage import Job, Output, Stage
from flows.stages.train import needs_torch, serving_release
from schemas.config import EvaluateConfig
from schemas.errors import TrainingError

BASE = "base"
"""Name of the model that training started from."""


def work(job: Job) -> Output:
    """Score the newest model, what it was trained from and the champion, by the test split of the serving release."""
    needs_torch()
    from trainers.evaluate import evaluate

    store = job.lake.store
    manifest, model = serving_release(job), newest_model(job)
    folder = releases.fetch(store, manifest.version, job.scratch / manifest.version)
    trained = models.fetch(store, model.version, job.scratch / "model")
    base = job.config.train.model
    first = evaluate(trained, base, folder, job.settings, name=model.version, reference_name=BASE)
    frames, samples = [first.scores], first.samples.to_dicts()
    champion = models.champion(store)
    if champion is not None and champion.version != model.version:
        reigning = models.fetch(store, champion.version, job.scratch / "champion")
        frames.append(evaluate(reigning, base, folder, job.settings, name=champion.version).after)
    details = {"model": model.version, "release": manifest.version, "samples": samples}
    return Output({"scores": [(None, frame) for frame in frames]}, details=details)


def newest_model(job: Job) -> models.ModelManifest:
    """The model that stages after `train` work on; `TrainingError` where none was ever trained."""
    model = models.latest(job.lake.store)
    if model is None:
        raise TrainingError(f"{job.lake.store.place}: there is no model yet; run 'pairmill stage train'")
    return model


def outside(job: Job) -> dict[str, str]:
    """Digests of the release, the newest model and the champion."""
    manifest, model = releases.latest(job.lake.store), models.latest(job.lake.store)
    champion = models.champion(job.lake.store)
    reigns = champion is not None and model is not None and champion.version != model.version
    return {
        "release": manifest.content if manifest else "missing",
        "model": model.content if model else "missing",
        "champion": champion.version if reigns else "none other",
    }


STAGE = Stage(
    name="evaluate",
    reads=(),
    writes=("scores",),
    settings=EvaluateConfig,
    modules=(__name__,),
    work=work,
    outside=outside,
)
