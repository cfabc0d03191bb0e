"""What a run shows of its evidence in Prefect: the reliability diagram, its numbers, and the leaderboard of models."""

import base64

from prefect.artifacts import create_image_artifact, create_markdown_artifact

from flows.report import Judged
from transforms.reliability import diagram, markdown, summary


def publish(judged: Judged) -> None:
    """An image and a page of Markdown per site, under keys that keep their history from night to night.

    The image stands apart, because the interface strips images that are no links out of Markdown.
    """
    title = f"{judged.site} {judged.date}"
    drawn = base64.b64encode(diagram(title, judged.calibration).encode()).decode()
    told = summary(judged.calibration)
    key = "".join(letter if letter.isalnum() else "-" for letter in judged.site)
    create_image_artifact(f"data:image/svg+xml;base64,{drawn}", key=f"reliability-{key}", description=told)
    page = f"# {title}\n\n{markdown(judged.calibration, judged.leaderboard)}"
    create_markdown_artifact(page, key=f"calibration-{key}", description=told)
