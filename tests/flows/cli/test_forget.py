"""The command `forget`, for a user whose id is a number and who is named by more lines than a parameter holds."""

import json

from flows.desk import open_desk
from tests.sites import NIGHT, Place, one_site
from tests.support import mill, pairmill, rows

LINES = 12_000
"""With file names, more than the half megabyte that Prefect takes as parameters."""


def test_a_number_is_forgotten_with_all_its_lines_and_nothing_else(tmp_path, prefect):
    place = one_site(tmp_path, min_users=1, quarantine_limit=0.999)
    _add(place, {"user_id": "42", "type": "teleport"}, LINES)
    _add(place, {"user_id": "7", "type": "teleport", "dwell_ms": 42}, 2)
    mill(place.config, NIGHT)

    done = pairmill("forget", "--user", "42", "--config", place.config, environment={"PREFECT_API_URL": prefect})

    assert done.returncode == 0, done.stderr
    assert "0 hits" in done.stdout
    assert rows(open_desk(place.config), "quarantine", "zhihu")["line"].to_list() == [LINES + 1, LINES + 2]


def _add(place: Place, record: dict, times: int) -> None:
    acts = [{"event_id": "odd", "ts": f"{NIGHT}T10:00:00Z"} | record] * times
    place.add(f"raw/zhihu/events/{NIGHT}/odd.jsonl", [json.dumps(act) for act in acts])
