"""The golden release: what two nights of the logs in `site/` give. `python -m tests.golden.golden` writes it anew.

The logs were written once and never change; whoever changes what they give reads the difference before committing it.
"""

import json
import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

from tests.conftest import USER_KEY
from tests.support import Milled, mill, released

FOLDER = Path(__file__).parent
EXPECTED = FOLDER / "expected.json"
NIGHTS = (date(2026, 11, 18), date(2026, 11, 19))
TOLD = (
    *("pair_id", "site", "dt", "split", "context_id", "chosen_id", "rejected_id", "chosen_model", "rejected_model"),
    *("rule", "tier", "confidence", "preference", "margin", "q_value", "n_users", "hardness", "negative", "language"),
    *("curriculum", "prompt", "chosen", "rejected"),
)
MEASURES = ("confidence", "preference", "margin", "q_value", "hardness")


def milled(folder: Path) -> Milled:
    """Both nights, milled in a copy of the logs."""
    place = shutil.copytree(FOLDER / "site", folder / "site")
    return mill(place / "pairmill.yaml", *NIGHTS)


def told(done: Milled) -> dict:
    """What is compared: the pairs, and per site and night what was kept and dropped."""
    pairs = released(done.desk).select(TOLD).to_dicts()
    rounded = [{name: round(value, 4) if name in MEASURES else value for name, value in pair.items()} for pair in pairs]
    counts = {
        f"{site} {night} {stage}": {"kept": _some(outcome.record.kept), "dropped": _some(outcome.record.dropped)}
        for (site, night, stage), outcome in done.outcomes.items()
    }
    return json.loads(json.dumps({"pairs": rounded, "counts": counts}, default=str))


def _some(counts: dict[str, int]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if count}


if __name__ == "__main__":
    assert os.environ["PAIRMILL_USER_KEY"] == USER_KEY, "placeholders, and so pair ids, depend on the user key"
    with tempfile.TemporaryDirectory() as scratch:
        text = json.dumps(told(milled(Path(scratch))), ensure_ascii=False, indent=1)
    EXPECTED.write_text(text + "\n", encoding="utf-8")
