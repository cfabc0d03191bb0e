import re

import polars as pl
import pytest

from tests.transforms.ingest.raw_records import KEYS
from transforms.privacy import redact
from transforms.privacy.folding import fold
from transforms.privacy.scripts import TRADITIONAL, in_both_scripts


def test_folding_keeps_every_place_and_is_done_once():
    traditional = "".join(map(chr, TRADITIONAL))

    assert len(fold(traditional)) == len(traditional)
    assert fold(fold(traditional)) == fold(traditional)


def test_an_expression_matches_what_it_matches_once_folded():
    pattern = re.compile(in_both_scripts(r"[街路]\d+号(?:楼|室)\]?"))

    assert pattern.fullmatch("路3號樓")
    assert pattern.fullmatch("路3号楼]")
    assert not pattern.fullmatch("城3號樓")


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("我的护照号码是314082975", "我的護照號碼是314082975"),
        ("微信号：taipei_annie", "微信號：taipei_annie"),
        ("寄到杭州市西湖区文三路478号5楼", "寄到杭州市西湖區文三路478號5樓"),
        ("登录密码：maomi2580", "登錄密碼：maomi2580"),
    ],
)
def test_a_label_is_known_in_both_scripts_and_its_value_reads_the_same(simplified, traditional):
    texts = pl.DataFrame({"text": [simplified, traditional]}).select(redact(pl.col("text"), KEYS))["text"]

    one, other = (re.findall(r"\[[A-Z_]+_[0-9a-f]{2}\]", text) for text in texts)
    assert one == other != []
