"""What a run shows of its evidence in Prefect: the reliability diagram, its numbers, and the leaderboard of models."""

import base64
import re

from prefect.artifacts import create_image_artifact, create_markdown_artifact
from prefect.runtime import task_run

from flows.report import Judged
from transforms.diagram import diagram
from transforms.reliability import MEANING, markdown, summary


def publish(judged: Judged) -> None:
    """An image and a page of Markdown per lake and site, under keys that keep their history from night to night.

    The image stands apart, because the interface strips images that are no links out of Markdown.
    """
    title = f"{judged.site}, night of {judged.date}"
    drawn = base64.b64encode(diagram(title, judged.calibration).encode()).decode()
    told = summary(judged.calibration)
    key = _key(_lake(), judged.site)
    create_image_artifact(f"data:image/svg+xml;base64,{drawn}", key=f"reliability-{key}", description=told)
    page = "\n\n".join([f"# {title}", markdown(judged.calibration, judged.leaderboard), *MEANING])
    create_markdown_artifact(page, key=f"calibration-{key}", description=told)


def _lake() -> str:
    """Where the lake of the task's night lies; one server may show the runs of several."""
    night = task_run.parameters.get("night")
    return night.lake.store.place if night else ""


def _key(*names: str) -> str:
    """Names as Prefect wants them: lower-case letters, digits and dashes."""
    return "-".join(slug for name in names if (slug := re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")))
