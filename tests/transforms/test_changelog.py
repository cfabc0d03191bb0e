import polars as pl

from schemas.config import ReleaseConfig
from schemas.difference import VoteDrift
from tests.transforms.released import night, released
from transforms.changelog import MOST_FLIPPED, Moved, changelog, moves, warnings
from transforms.difference import difference
from transforms.drift import drift

NO_VOTES = VoteDrift.create_empty()
FLIPPED = MOST_FLIPPED + 5


def moved(old: list[dict], new: list[dict], votes: pl.DataFrame = NO_VOTES) -> Moved:
    frames = released(old), released(new)
    found = difference(*frames, max_age_days=180), drift(*frames, config=ReleaseConfig()), votes.lazy()
    return Moved(*pl.collect_all(moves(*found)))


def couples(count: int, **values) -> list[dict]:
    return [{"prompt": f"p{number:03}"} | values for number in range(count)]


def test_what_moved_is_told_by_change_and_reason_with_the_flipped_named_and_the_same_every_time():
    old = couples(300)
    new = (
        couples(FLIPPED, chosen="y", rejected="x", confidence=0.92) + old[FLIPPED:] + [{"prompt": "z", "dt": night(1)}]
    )

    text = changelog("0.3.0", "0.2.0", "minor", "new nights", moved(old, new))

    assert text == changelog("0.3.0", "0.2.0", "minor", "new nights", moved(old[::-1], new[::-1]))
    assert text.startswith("# 0.3.0, after 0.2.0\n\nA minor version: new nights.\n")
    assert "1 added." in text
    assert f"{FLIPPED} flipped: the other answer is preferred now." in text
    assert text.count(">x` | 0.92 |") == MOST_FLIPPED
    assert "5 more flipped" in text
    assert "Nothing drifted beyond a limit." in text


def test_what_drifted_is_told_in_words_columns_first():
    lost = pl.DataFrame(
        [{"site": "s", "measure": "agreement", "old": 0.7, "new": None, "se": None, "z": None, "verdict": "warn"}],
        schema=NO_VOTES.schema,
    )

    found = moved(couples(200), couples(200, language="en"), lost)

    column, votes = warnings(found)

    assert warnings(found, verdict="stop") == [column]

    assert column.startswith("`language` of site s drifted (net PSI ")
    assert "beyond the limit that stops a publication): " in column
    assert "100.0% of the pairs and had 0.0%" in column
    assert votes.endswith("was 0.700 and is not known any more (worth a look)")


def test_where_the_release_before_was_revoked_it_is_compared_with_the_one_that_is_left():
    still = moved(couples(3), couples(3))

    between = changelog("0.3.1", "0.3.0", "patch", "something was mended", still, "0.2.0")
    assert between.startswith("# 0.3.1, after 0.3.0\n")
    assert "Release 0.3.0 was revoked: what follows is since 0.2.0." in between
    assert "was revoked" not in changelog("0.3.1", "0.3.0", "patch", "something was mended", still, "0.3.0")

    nothing_left = changelog("0.1.1", "0.1.0", "patch", "something was mended")
    assert nothing_left.startswith("# 0.1.1, after 0.1.0\n\nA patch version: something was mended.")
    assert "All releases before it were revoked" in nothing_left
    assert "first release" not in nothing_left


def test_a_first_release_and_one_in_which_nothing_moved_say_so():
    assert "The first release" in changelog("0.1.0", None, "minor", "the first release")
    text = changelog("0.1.1", "0.1.0", "patch", "something was mended", moved(couples(3), couples(3)))
    assert "All stand as they did." in text
    assert "## Flipped" not in text
