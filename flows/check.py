"""What would go wrong tonight: configuration, key, lake, files, and a sample of lines."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import dataframely as dy

from flows.beside import FILES
from flows.desk import user_key
from flows.lake.lake import Lake
from flows.raw.files import find
from flows.raw.read import blocks
from flows.raw.tables import found, read
from flows.stage import opted_out
from schemas import raw
from schemas.config import Config, Site
from schemas.errors import ConfigError, InputError, PairmillError
from schemas.load import load
from transforms.ingest.contract import check as check_records
from transforms.privacy import derive

SEARCHED_DAYS = 366
"""How far back a dated pattern is searched for a night that has files."""


class Finding(NamedTuple):
    """One thing that was looked at: what, whether it is well, and a sentence."""

    what: str
    ok: bool
    said: str


def check(path: Path) -> Iterator[Finding]:
    """Look at everything that a night needs, and change nothing."""
    config = load(path)
    sites = "1 site" if len(config.sites) == 1 else f"{len(config.sites)} sites"
    yield Finding("configuration", True, f"{sites}, lake {config.lake}")
    yield _key(config)
    if config.train:
        yield _model(config)
    yield from _handed_in(config)
    for site in config.sites:
        if site.kind == "chat" and site.settings.follow_up_model is not None:
            yield _follow_up_model(config, site)
        if site.settings.opt_out is not None:
            yield _opt_out(config, site)
        for name, pattern, schema in _patterns(site):
            yield from _files(config, site, name, pattern, schema)


def _key(config: Config) -> Finding:
    try:
        key = user_key()
        exists = Path(config.lake).exists() or "://" in config.lake
        if exists:
            Lake.open(config.lake, key)
        return Finding("user key", True, "fits the lake" if exists else "is set; the lake will be made")
    except PairmillError as error:
        return Finding("user key", False, str(error))


def _model(config: Config) -> Finding:
    place = Path(config.train.model)
    if place.is_absolute() and not place.exists():
        return Finding("train.model", False, f"{place} does not exist")
    return Finding("train.model", True, str(place))


def _handed_in(config: Config) -> Iterator[Finding]:
    """The files that a release reads beside pairs, where the configuration names any."""
    for key, schema in FILES.items():
        try:
            files = found(key, getattr(config.release, key), config.folder)
            rows = sum(read(key, file, schema).height for file in files)
        except ConfigError as error:
            yield Finding(key, False, str(error))
            continue
        if files:
            yield Finding(key, True, f"{rows:,} rows in {', '.join(file.name for file in files)}")


def _follow_up_model(config: Config, site: Site) -> Finding:
    """Whether there is a model that could be loaded; loading it would need torch."""
    what, folder = f"{site.name} follow_up_model", config.folder / site.settings.follow_up_model
    if not folder.is_dir():
        return Finding(what, False, f"the folder {folder} does not exist")
    if not (folder / "config.json").is_file():
        return Finding(what, False, f"the folder {folder} has no model (config.json is missing)")
    return Finding(what, True, str(folder))


def _opt_out(config: Config, site: Site) -> Finding:
    try:
        count = len(opted_out(config, site, derive("", site.name)))
    except ConfigError as error:
        return Finding(f"{site.name} opt_out", False, str(error).removeprefix("opt_out: "))
    return Finding(f"{site.name} opt_out", True, f"{count:,} users")


def _patterns(site: Site) -> Iterator[tuple[str, str, type[dy.Schema]]]:
    for name, pattern in site.contents.items():
        yield f"contents.{name}", pattern, raw.CONTENTS[site.kind][name]
    if site.events is not None:
        yield "events", site.events, raw.EVENTS[site.kind]
    if site.aggregates is not None:
        yield "aggregates", site.aggregates, raw.AGGREGATES[site.kind]


def _files(config: Config, site: Site, name: str, pattern: str, schema: type[dy.Schema]) -> Iterator[Finding]:
    what = f"{site.name} {name}"
    night, files = _newest(config, pattern)
    if not files:
        yield Finding(what, False, f"no file matches {pattern}")
        return
    size = sum(file.size for file in files) / 1e6
    yield Finding(what, True, f"{len(files)} files, {size:.1f} MB" + (f", newest night {night}" if night else ""))
    try:
        block = next(islice(blocks(files[-1], schema, block_bytes=1 << 20), 1), None)
    except InputError as error:
        yield Finding(what, False, str(error))
        return
    if block is not None:
        future = datetime.now(UTC) + timedelta(days=1)
        bad = check_records(block.records, schema, latest=future).bad
        reasons = sorted({*block.rejects["reason"], *bad["reason"]})
        n_bad, n = block.rejects.height + bad.height, block.records.height + block.rejects.height
        said = f"of the first {n} records of {files[-1].name}, {n_bad} are malformed"
        said += f" ({', '.join(reasons)})" if reasons else ""
        unknown = f"; unknown fields: {', '.join(sorted(block.extra))}" if block.extra else ""
        yield Finding(what, n_bad <= n * site.settings.quarantine_limit, said + unknown)


def _newest(config: Config, pattern: str) -> tuple[date | None, list]:
    """The files of the newest night that has some; of a pattern without a date, all."""
    today = datetime.now(UTC).date()
    dated = "{date}" in pattern
    for day in [today - timedelta(days=n) for n in range(SEARCHED_DAYS if dated else 1)]:
        try:
            return (day if dated else None), find(pattern, day, config.folder)
        except InputError:
            continue
    return None, []
