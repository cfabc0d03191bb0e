"""What a person types after a night was mended."""

from datetime import date
from pathlib import Path

from flows.lake.records import ALL


def again(config: Path, site: str, night: date) -> str:
    """After a failure: what is done is not done again."""
    return f"when that is mended: pairmill nightly --config {config} --date {night}{_of(site)}"


def reread(config: Path, site: str, night: date) -> str:
    """After a damaged file was repaired; forced, because of a file of many days no key says that it changed."""
    command = f"pairmill stage ingest --config {config} --date {night}{_of(site)} --force --downstream"
    return f"when it is repaired: {command}"


def _of(site: str) -> str:
    return "" if site == ALL else f" --site {site}"
