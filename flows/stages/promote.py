"""promote: scores -> champion."""

from flows.lake import models
from flows.stage import Job, Output, Read, Span, Stage
from flows.stages.evaluate import BASE, newest_model
from schemas.config import PromoteConfig
from trainers.promote import decide


def work(job: Job) -> Output:
    """Crown the newest model where it beats the champion (before the first: the base model) on the same test split."""
    store, model, champion = job.lake.store, newest_model(job), models.champion(job.lake.store)
    if champion is not None and champion.version == model.version:
        return Output({}, details={"champion": champion.version, "reason": champion.reason, "promoted": False})
    scores = job.scan("scores", Span.TONIGHT).collect()
    reigning = scores.filter(model=champion.version if champion else BASE)
    decision = decide(reigning, scores.filter(model=model.version), job.settings)
    if decision.promote:
        champion = models.crown(store, model.version, job.night.session.entry.run.run_id, decision.reason)
    return Output(
        {},
        details={
            "champion": champion.version if champion else None,
            "reason": decision.reason,
            "promoted": decision.promote,
        },
    )


STAGE = Stage(
    name="promote",
    reads=(Read("scores", Span.TONIGHT),),
    writes=(),
    settings=PromoteConfig,
    modules=(__name__,),
    work=work,
)
