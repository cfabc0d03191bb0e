"""Files lie where the formats say, hold what the contract asks, and are the same bytes for the same seed."""

import gzip
from hashlib import sha256
from pathlib import Path

import orjson
import polars as pl
import pytest

from schemas.load import load
from schemas.raw import CONTENTS
from worlds.simulate import simulate
from worlds.write import configuration, write

KINDS = pytest.mark.parametrize("kind", list(CONTENTS))


def _digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in files}


def _records(folder: Path) -> list[dict]:
    texts = [
        gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for path in sorted(folder.rglob("*.jsonl*"))
    ]
    return [orjson.loads(line) for text in texts for line in text.splitlines()]


@KINDS
def test_the_same_world_gives_the_same_bytes(small, kind, tmp_path):
    write(small(kind), tmp_path / "one")
    write(simulate(kind, small(kind).knobs), tmp_path / "two")

    assert _digests(tmp_path / "one") == _digests(tmp_path / "two")


@KINDS
def test_contents_keep_the_contract_of_the_format(small, kind, tmp_path):
    write(small(kind), tmp_path)

    for name, schema in CONTENTS[kind].items():
        records = _records(tmp_path / "raw" / kind / name)
        times = [column for column in ("created_at", "published_at") if column in schema.column_names()]
        texts = [record | {column: str(record[column]) for column in times} for record in records]
        _, failure = schema.filter(pl.DataFrame(texts, schema=schema.create_empty().schema))
        assert failure.counts() == {}
        assert set().union(*records) <= set(schema.column_names())


@KINDS
def test_every_day_has_its_files(small, kind, tmp_path):
    world = small(kind)

    write(world, tmp_path)

    assert len(list((tmp_path / "raw" / kind / "events").glob("*/*.jsonl.gz"))) == world.knobs.days
    for name in CONTENTS[kind]:
        files = list((tmp_path / "raw" / kind / name).rglob("*.jsonl*"))
        assert len(files) == (1 if name == "questions" else world.knobs.days)


@KINDS
def test_texts_arrive_late_in_the_share_that_is_asked(small, kind):
    name, time = {
        "qa": ("answers", "published_at"),
        "feed": ("notes", "published_at"),
        "chat": ("messages", "created_at"),
    }[kind]

    def late(share: float) -> float:
        world = small(kind, late_content_share=share, days=5)
        due = pl.max_horizontal(pl.lit(world.knobs.start), pl.col(time).dt.date())
        return world.contents[name].select((pl.col("arrives") > due).mean()).item()

    assert late(0.0) == 0
    assert late(0.5) > 0.3


def test_truth_of_several_sites_lies_in_one_file_and_is_replaced_per_site(small, tmp_path):
    write(small("qa"), tmp_path)
    write(small("feed"), tmp_path)
    write(small("qa", seed=9), tmp_path)

    responses = pl.read_parquet(tmp_path / "truth" / "responses.parquet")
    users = pl.read_parquet(tmp_path / "truth" / "users.parquet")

    assert responses.filter(site="qa").drop("site").equals(small("qa", seed=9).responses)
    assert responses.filter(site="feed").drop("site").equals(small("feed").responses)
    assert set(users["site"]) == {"feed", "qa"}


def test_the_configuration_loads_and_its_patterns_find_the_files(small, tmp_path):
    kinds = list(CONTENTS)
    for kind in kinds:
        write(small(kind), tmp_path)
    (tmp_path / "pairmill.yaml").write_text(configuration(Path(), kinds), encoding="utf-8")

    config = load(tmp_path / "pairmill.yaml")

    for site in config.sites:
        for pattern in (site.events, *site.contents.values()):
            assert list(tmp_path.glob(pattern.replace("{date}", "2026-11-14"))), pattern
