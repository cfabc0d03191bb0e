"""The ETL needs none of the training libraries."""

import subprocess
import sys

from tests.sites import NIGHT, three_sites
from tests.support import ROOT

BLOCKED = ("torch", "transformers", "trl", "peft", "datasets", "accelerate")


def test_a_night_is_milled_where_no_training_library_can_be_imported(tmp_path):
    place = three_sites(tmp_path)
    code = (
        f"import sys; sys.modules.update(dict.fromkeys({BLOCKED}));"
        "import flows.cli.runs, flows.nightly, flows.backfill, flows.cli.look, flows.check;"
        "from pathlib import Path; from tests.sites import NIGHT; from tests.support import mill, released;"
        f"milled = mill(Path({str(place.config)!r}), NIGHT); assert not milled.failures, milled.failures;"
        "print(released(milled.desk).height)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "3"
    assert (place.lake / "releases" / "LATEST").read_text() == "0.1.0"
    assert str(NIGHT) in (place.lake / "releases" / "0.1.0" / "manifest.json").read_text()
