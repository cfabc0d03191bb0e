"""The stages as Prefect tasks: thin, named as the stages, and shown as Cached where there was nothing to do."""

from prefect import Task, get_run_logger, task
from prefect.states import Completed, State

from flows.artifacts import publish
from flows.night import Night, Outcome
from flows.report import CALIBRATE, judged
from flows.run import run
from flows.stage import Stage
from flows.stages import SITE_STAGES
from flows.stages import evaluate as evaluate_stage
from flows.stages import promote as promote_stage
from flows.stages import release as release_stage
from flows.stages import train as train_stage


def stage_task(stage: Stage) -> Task:
    """The task of a stage. Wrong data fails it once; what only I/O can mend is retried in the lake."""

    def work(night: Night, force: bool = False) -> Outcome | State:
        outcome = run(night, stage, force=force)
        record = outcome.record
        get_run_logger().info(
            "%s %s %s: %s, kept %s, dropped %s, %.1f s",
            night.name,
            night.date,
            stage.name,
            "cached" if outcome.cached else record.state,
            record.kept,
            record.dropped,
            record.seconds,
        )
        if stage.name == CALIBRATE and not outcome.cached and _is_newest(night):
            publish(judged(night))
        return Completed(name="Cached", data=outcome) if outcome.cached else outcome

    work.__doc__ = stage.work.__doc__
    return task(
        work,
        name=stage.name,
        task_run_name=lambda: _name(stage.name),
        cache_policy=None,
        persist_result=False,
    )


def _is_newest(night: Night) -> bool:
    """Whether no later night was calibrated: Prefect shows what was published last as what holds."""
    return not any(day > night.date and entry.standing(CALIBRATE) for day, entry in night.others.items())


def _name(stage: str) -> str:
    from prefect.runtime import task_run

    night = task_run.parameters["night"]
    return f"{stage} {night.name} {night.date}"


ingest = stage_task(SITE_STAGES["ingest"])
reading = stage_task(SITE_STAGES["reading"])
clean = stage_task(SITE_STAGES["clean"])
signals = stage_task(SITE_STAGES["signals"])
exposure = stage_task(SITE_STAGES["exposure"])
evidence = stage_task(SITE_STAGES["evidence"])
calibrate = stage_task(SITE_STAGES["calibrate"])
pairs = stage_task(SITE_STAGES["pairs"])
curate = stage_task(SITE_STAGES["curate"])
release = stage_task(release_stage.STAGE)
train = stage_task(train_stage.STAGE)
evaluate = stage_task(evaluate_stage.STAGE)
promote = stage_task(promote_stage.STAGE)
