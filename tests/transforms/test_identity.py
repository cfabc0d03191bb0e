import hashlib
import json

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.identity import json_messages, json_string, pair_id

MESSAGES = pl.List(pl.Struct({"role": pl.String, "content": pl.String}))
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@pytest.mark.parametrize(
    "text",
    ["", *map(chr, range(0x20)), '"', "\\", "\\n", '\\"', "/", "\x7f", "\x80", "\u2028", "\u2029", "中文🙂", "<a&b>"],
)
def test_a_string_is_escaped_as_python_does(text):
    written = pl.DataFrame({"text": [text]}).select(json_string(pl.col("text"))).item()

    assert written == canonical(text)


@settings(max_examples=100, deadline=None)
@given(messages=st.lists(st.fixed_dictionaries({"role": TEXT, "content": TEXT}), min_size=1, max_size=3), site=TEXT)
def test_the_id_is_the_hash_of_pythons_canonical_json(messages, site):
    chosen, rejected = [{"role": "assistant", "content": "甲"}], [{"role": "assistant", "content": "乙\n"}]
    parts = {"prompt": messages, "chosen": chosen, "rejected": rejected}
    frame = pl.DataFrame({name: [part] for name, part in parts.items()}, schema=dict.fromkeys(parts, MESSAGES))

    found = frame.select(json=json_messages(pl.col("prompt")), id=pair_id(pl.lit(site), *(pl.col(p) for p in parts)))

    assert found["json"].item() == canonical(messages)
    text = canonical([site, messages, chosen, rejected])
    assert found["id"].item() == hashlib.sha256(text.encode()).hexdigest()[:32]
