"""The lake's tables by name."""

import dataframely as dy

from schemas.calibration import Calibration, Leaderboard
from schemas.contents import Assignments, Contents
from schemas.events import Events, Quarantine
from schemas.evidence import Comparisons, Dropped, Evidence, Loadings
from schemas.pairs import Curated, Decided, Generated, Pairs, Scores, Ties
from schemas.reading import Curves, Readers, Users, Verdicts
from schemas.statistics import Propensities, Reads, Totals, Turns, Votes

TABLES: dict[str, type[dy.Schema]] = {
    "events": Events,
    "totals": Totals,
    "contents": Contents,
    "assignments": Assignments,
    "quarantine": Quarantine,
    "curves": Curves,
    "readers": Readers,
    "verdicts": Verdicts,
    "users": Users,
    "votes": Votes,
    "reads": Reads,
    "turns": Turns,
    "propensities": Propensities,
    "evidence": Evidence,
    "comparisons": Comparisons,
    "loadings": Loadings,
    "calibration": Calibration,
    "leaderboard": Leaderboard,
    "pairs": Pairs,
    "ties": Ties,
    "decided": Decided,
    "curated": Curated,
    "generated": Generated,
    "dropped": Dropped,
    "scores": Scores,
}
"""Table name -> its schema. Slices hold these columns; the lake adds `site` and `night` when it reads them."""
