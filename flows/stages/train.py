"""train: release -> model."""

from pathlib import Path

from flows.lake import models, releases
from flows.lake.keys import code_digest
from flows.lake.models import AboutModel
from flows.lake.versions import published
from flows.stage import Job, Output, Stage
from schemas.config import TrainConfig
from schemas.errors import TrainingError


def work(job: Job) -> Output:
    """Train on the release that serves and store the model as the next version."""
    needs_torch()
    from trainers.train import train

    manifest = serving_release(job)
    about = AboutModel(
        run_id=job.night.session.entry.run.run_id,
        release=manifest.version,
        configuration=job.settings.model_dump(mode="json") | {"base_model_files": outside(job)["base model"]},
        code=code_digest(*STAGE.modules),
    )
    known = models.latest(job.lake.store)
    if not job.force and known and _same(known, about) and _holds(job, known.release, manifest.content):
        return Output({}, details={"version": known.version, "release": manifest.version, "trained": "before"})
    folder = releases.fetch(job.lake.store, manifest.version, job.scratch / manifest.version)
    made = job.scratch / "model"
    report = train(folder, made, job.settings, progress=lambda stage, done, total: job.say(f"{stage} {done}/{total}"))
    model = models.publish(job.lake.store, made, about)
    return Output({}, details={"version": model.version, "release": manifest.version} | report.model_dump(mode="json"))


def _same(known: AboutModel, about: AboutModel) -> bool:
    """Whether a quiet night would only train the same model again, if it has the same rows."""
    return (known.configuration, known.code) == (about.configuration, about.code)


def _holds(job: Job, version: str, content: str) -> bool:
    """Whether a release has these rows; a later one may have them too, with another card."""
    store = job.lake.store
    return version in published(store, releases.ROOT) and releases.read(store, version).content == content


def serving_release(job: Job) -> releases.Manifest:
    """The release that serves, on which stages after `release` work; `TrainingError` where none does."""
    manifest = releases.latest(job.lake.store)
    if manifest is None:
        raise TrainingError(f"{job.lake.store.place}: there is no release to train on; run 'pairmill stage release'")
    return manifest


def outside(job: Job) -> dict[str, str]:
    """Digests of the release and of the base model's files, where it is a local one."""
    manifest = releases.latest(job.lake.store)
    base = Path(job.config.train.model)
    files = sorted(base.rglob("*")) if base.is_dir() else []
    marks = [f"{file.name} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in files if file.is_file()]
    return {"release": manifest.content if manifest else "missing", "base model": "; ".join(marks) or str(base)}


def needs_torch() -> None:
    """`TrainingError` where the training libraries are not installed."""
    try:
        import trl  # noqa: F401
    except ImportError as error:
        raise TrainingError(
            f"training needs 'pip install pairmill[train]' ({error}); --no-train leaves it out"
        ) from error


STAGE = Stage(
    name="train",
    reads=(),
    writes=(),
    settings=TrainConfig,
    modules=(__name__,),
    work=work,
    outside=outside,
)
