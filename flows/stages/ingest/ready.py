"""Waiting for the file by which a site says that a night's logs are whole."""

import time

from flows.raw.files import find
from flows.stage import Job
from schemas.errors import InputError

POLL_SECONDS = 15.0


def wait_until_ready(job: Job) -> None:
    """Return when the site's `ready` file is there; `InputError` after `ready_wait_minutes`."""
    site = job.site
    if site.ready is None:
        return
    deadline = time.monotonic() + 60 * site.ready_wait_minutes
    while not _is_there(job, site.ready):
        left = deadline - time.monotonic()
        if left <= 0:
            raise InputError(
                f"site '{site.name}', ready: {site.ready.replace('{date}', str(job.date))} did not appear within "
                f"{site.ready_wait_minutes:g} minutes (ready_wait_minutes)"
            )
        job.say(f"waiting for {site.ready.replace('{date}', str(job.date))}")
        time.sleep(min(POLL_SECONDS, left))


def _is_there(job: Job, pattern: str) -> bool:
    try:
        return bool(find(pattern, job.date, job.config.folder))
    except InputError:
        return False
