"""The flow `forget`: users out of the tables, what rested on them recomputed, a release without them."""

from dataclasses import dataclass
from pathlib import Path

from prefect import flow

from flows.desk import new_run, open_desk
from flows.forget.people import Forgotten, erase, trained_on
from flows.nightly import publish_night, renew
from flows.plan import Plan
from flows.report import Report

Lines = dict[str, list[tuple[str, int]]]
RELEASE_ONLY = Plan(train=False)


@dataclass(frozen=True)
class ForgetReport:
    """What each site forgot, what was recomputed, and the models (version, release) that had learned from it."""

    forgotten: list[Forgotten]
    report: Report
    models: list[tuple[str, str]]


@flow(name="forget", flow_run_name="forget")
def forget(config: Path, users: dict[str, list[str]], lines: Lines | None = None) -> ForgetReport:
    """Forget pseudonyms, by site. Raw ids never come here: Prefect keeps a flow's parameters.

    `lines`, by site, are raw records (file, line) that name them, so that what of these was quarantined goes too.
    """
    desk, run, report = open_desk(config), new_run(), Report()
    named = [(site, users[site.name]) for site in desk.config.sites if users.get(site.name)]
    forgotten = [erase(desk, run, site, found, (lines or {}).get(site.name, ())) for site, found in named]
    renew(desk, run, forgotten, report)
    revoked = {version for one in forgotten for version in one.revoked}
    nights = [night for site in desk.config.sites for night in desk.lake.ledger.nights(site.name)]
    if nights and any(one.nights or one.revoked for one in forgotten):
        publish_night(desk, run, max(nights), RELEASE_ONLY, report)
    return ForgetReport(forgotten, report, trained_on(desk.lake, revoked))
