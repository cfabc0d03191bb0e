"""In which order a slice keeps its rows, so that the same rows are the same bytes."""

ORDER: dict[str, tuple[str, ...]] = {
    "events": ("thread", "ts", "event_id"),
    "totals": ("response", "dt", "position"),
    "contents": ("response", "file", "line"),
    "assignments": ("space", "key"),
    "quarantine": ("source", "file", "line", "reason", "sha256"),
    "curves": ("language", "images", "length_bin", "dwell_bin"),
    "readers": ("user",),
    "users": ("user",),
    "verdicts": ("user", "event_id", "reason", "response"),
    "votes": ("response", "user", "signal"),
    "reads": ("response", "dt", "position", "half"),
    "turns": ("response", "user"),
    "propensities": ("position",),
    "evidence": ("context", "response"),
    "comparisons": ("context", "first", "second"),
    "loadings": ("signal",),
    "calibration": ("bin",),
    "leaderboard": ("slice", "model"),
    "pairs": ("context_id", "chosen_id", "rejected_id"),
    "ties": ("context_id", "first_id", "second_id"),
    "decided": ("context",),
    "curated": ("pair_id",),
    "dropped": ("stage", "context", "response", "other", "reason"),
    "scores": ("model", "release", "split", "metric", "slice"),
}
"""Table -> the columns that sort it; rows equal in all of them are equal."""
