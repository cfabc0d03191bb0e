import re

import pytest

from transforms.privacy.labels import of_structure, points_at, with_neighbours

MESSENGER = re.compile(r"Momo")


def place(text: str, value: str) -> tuple[int, int]:
    return text.index(value), text.index(value) + len(value)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('{"type": "wechat", "value": "12345"}', "wechat"),
        ('{"value": "12345", "type": "wechat"}', "wechat"),
        ('{"平台": "微信", "账号": "12345"}', "微信"),
        ("- app: qq\n  id: 12345", "qq"),
        ("name,qq,city\nBai,12345,Wuhan", "qq"),
        ("name;qq\nBai;1\nLu;12345", "qq"),
        ("|a|qq|\n|---|---|\n|x|12345|", "qq"),
        ("INSERT INTO t (name, qq) VALUES ('Bai, Li', '12345');", "qq"),
        ("INSERT INTO t (qq, n) VALUES ('1', 2), ('3', 12345);", "n"),
        ('{"type": "wechat", "order_id": "12345"}', ""),
        ("Bai,12345", ""),
        ("One, two.\nBai,12345", ""),
    ],
)
def test_the_head_of_a_column_or_the_sibling_of_a_general_key_names_a_value(text, kind):
    assert of_structure(text, *place(text, "12345")) == kind


@pytest.mark.parametrize(
    ("text", "is_joined"),
    [
        ("11111，小号22222", True),
        ("11111 (me) and 22222", True),
        ("旧的11111不用了，新的是22222", True),
        ("from 11111 to 22222", True),
        ("11111 was banned, the new one is 22222", True),
        ("11111。昨天来了22222", False),
        ("11111 people met 22222", False),
    ],
)
def test_an_enumeration_joins_the_second_value_to_the_first_in_both_directions(text, is_joined):
    one, other = place(text, "11111"), place(text, "22222")

    for named in (one, other):
        assert with_neighbours(text, {named}, [one, other]) == ({one, other} if is_joined else {named})


@pytest.mark.parametrize(
    ("text", "is_pointed_at"),
    [
        ("你有Momo吗，我的号是12345", True),
        ("do you have Momo? mine is 12345", True),
        ("Momo error code is 12345", False),
        ("Momo报错，错误码是12345", False),
        ("Momo with 12345", False),
        ("Momo\nid 12345", False),
        ("the id is 12345", False),
    ],
)
def test_a_word_that_points_names_a_value_where_the_talk_is_of_accounts(text, is_pointed_at):
    assert points_at(text, text.index("12345"), MESSENGER) == is_pointed_at
