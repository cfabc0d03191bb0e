"""The flow `forget`: users out of the tables, what rested on them recomputed, a release without them."""

from dataclasses import dataclass
from pathlib import Path

from prefect import flow

from flows.desk import new_run, open_desk
from flows.forget.people import Forgotten, erase, settle, trained_on
from flows.forget.raw import LINES, quarantined
from flows.lake.records import ALL
from flows.nightly import publish_night, renew
from flows.plan import Plan
from flows.report import Report

RELEASE_ONLY = Plan(train=False)


@dataclass(frozen=True)
class ForgetReport:
    """What each site forgot, what was recomputed, and the models (version, release) that had learned from it."""

    forgotten: list[Forgotten]
    report: Report
    models: list[tuple[str, str]]


@flow(name="forget", flow_run_name="forget")
def forget(config: Path, users: dict[str, list[str]]) -> ForgetReport:
    """Forget pseudonyms, by site, and what was quarantined of the raw records in `LINES`, which name them.

    Raw ids never come here: Prefect keeps a flow's parameters.
    """
    desk, run, report = open_desk(config), new_run(), Report()
    named = [(site, users[site.name]) for site in desk.config.sites if users.get(site.name)]
    lines = {site.name: quarantined(desk.lake, site.name, LINES.get().get(site.name, ())) for site, _ in named}
    forgotten = [erase(desk, run, site, found, lines[site.name]) for site, found in named]
    renewed = renew(desk, run, forgotten, report)
    revoked = {version for one in forgotten for version in one.revoked}
    nights = [night for site in desk.config.sites for night in desk.lake.ledger.nights(site.name)]
    if nights and any(one.nights or one.revoked for one in forgotten):
        publish_night(desk, run, max(nights), RELEASE_ONLY, report)
    if not any(name == ALL for name, _ in report.failures):
        settle(desk.lake, run, renewed)
    return ForgetReport(forgotten, report, trained_on(desk.lake, revoked))
