"""forget: a user out of the lake, the releases and all that was concluded from him."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import polars as pl
import typer
from rich.table import Table

from flows.cli.console import counted, out
from flows.cli.options import ConfigFile
from flows.desk import open_desk
from flows.forget.needles import distinctive, told_apart
from flows.forget.people import left_out
from flows.forget.proof import search
from flows.forget.raw import LINES, Mention, mentions
from flows.night import Desk, Night
from flows.run import sentence
from schemas.errors import LakeError, UsageError
from transforms.privacy import derive, pseudonym

if TYPE_CHECKING:
    from flows.forget.flow import ForgetReport

Mentions = dict[str, list[Mention]]


def forget(
    user: Annotated[str, typer.Option("--user", metavar="RAW_ID", help="the id as the site writes it")],
    config: ConfigFile,
) -> None:
    """Forget a user on all sites: rows, texts, conclusions, releases. Run it again after an interruption."""
    if not user.strip():
        raise UsageError("--user: must not be empty")
    desk = open_desk(config)
    with out.status("searching the raw files"):
        named = {site.name: list(mentions(desk.config, site, user)) for site in desk.config.sites}
    pseudonyms = _pseudonyms(desk, user, [site.name for site in desk.config.sites if site.events is not None])
    done = _run(config, pseudonyms, named)
    left = left_out(desk)
    _tell(done, named, left)
    hits = _prove(desk, user, _pseudonyms(desk, user, [*pseudonyms, *left]), done)
    if hits:
        raise LakeError(
            f"{counted(len(hits), 'file')} of the lake still hold something of this user: {', '.join(hits[:5])}"
        )
    done.report.checked()


def _prove(desk: Desk, user: str, pseudonyms: dict[str, list[str]], done: "ForgetReport") -> list[str]:
    """Search the lake for what names the user and what they said; returns the files that hold any of it."""
    with out.status("searching every byte of the lake"):
        texts = {one.site: distinctive(one.texts) for one in done.forgotten}
        anywhere, own = told_apart(desk.lake, texts)
        names = [name for names in pseudonyms.values() for name in names]
        hits = search(desk.lake.store, [*names, *anywhere], ids=[user], own=own)
    said = counted(sum(map(len, texts.values())), "text")
    line = f"searched every byte of the lake for the id, its pseudonyms and {said} of theirs: {len(hits)} hits"
    out.print(line, soft_wrap=True, highlight=False, markup=False)
    return hits


def _pseudonyms(desk: Desk, user: str, sites: Sequence[str]) -> dict[str, list[str]]:
    """What the user is called on some sites."""
    return {
        site: pl.select(pseudonym(pl.lit(user), derive(desk.user_key, site))).to_series().to_list() for site in sites
    }


def _run(config: Path, pseudonyms: dict[str, list[str]], named: Mentions) -> "ForgetReport":
    from flows.cli.watch import watching
    from flows.forget.flow import RELEASE_ONLY
    from flows.forget.flow import forget as flow

    token = LINES.set(
        {site: [(found.file, line) for found in files for line in found.lines] for site, files in named.items()}
    )
    try:
        with watching(RELEASE_ONLY):
            return flow(config, pseudonyms)
    finally:
        LINES.reset(token)


def _tell(done: "ForgetReport", named: Mentions, left: Sequence[str]) -> None:
    table = Table(
        "site", "nights with something of theirs", "recomputed", "releases revoked", title="What was forgotten"
    )
    for one in done.forgotten:
        renewed = {night.date for night in done.report.nights if night.name == one.site and _worked(night)}
        table.add_row(one.site, ", ".join(map(str, one.nights)) or "none", str(len(renewed)), ", ".join(one.revoked))
    out.print(table)
    for line in (*_what_was_done(done), *_what_is_left(done, named, left)):
        out.print(line, soft_wrap=True, highlight=False, markup=False)


def _worked(night: Night) -> bool:
    return any(not outcome.cached for outcome in night.outcomes.values())


def _what_was_done(done: "ForgetReport") -> Iterator[str]:
    for night in done.report.nights:
        if "release" in night.outcomes and night.outcomes["release"].record.state == "ok":
            yield f"release {night.outcomes['release'].record.details['version']} is without this user"
    for version, release in done.models:
        yield f"model {version} was trained on release {release}, which is revoked: train another, or withdraw it"
    if not any(one.nights or one.revoked for one in done.forgotten):
        yield "nothing of this user was in the lake; from now on nothing of theirs is read"


def _what_is_left(done: "ForgetReport", named: Mentions, left: Sequence[str]) -> Iterator[str]:
    if any(one.resumed for one in done.forgotten):
        yield "an interrupted run was finished: texts that it had taken out already cannot be searched for"
    for site in left:
        yield f"site '{site}' is in the lake and not in the configuration: nothing of it was erased"
    files = sorted({found.file for found_files in named.values() for found in found_files})
    if files:
        yield "raw files that still name him, which are the site's to delete:"
        yield from (f"  {file}" for file in files)
    for (site, day), error in done.report.failures.items():
        yield f"FAILED: {site} {day}: {sentence(error)}; run the command again when that is mended"
