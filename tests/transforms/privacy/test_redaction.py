import re
import time

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.ingest.raw_records import KEYS
from transforms.privacy import PLACEHOLDER, derive, holds, pseudonym, redact, without_values
from transforms.privacy.kinds import KINDS
from transforms.text import keyed_hash

PHONE, SAME_PHONE, OTHER_PHONE = "13812345678", "+86 138-1234-5678", "13912345678"
PHONES = st.from_regex(r"(\+?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}", fullmatch=True)
EMAILS = st.from_regex(
    r"[a-zA-Z0-9][a-zA-Z0-9._%+-]{0,8}@[a-z0-9-]{1,8}(\.[a-z0-9-]{1,5})?\.(com|cn|org)", fullmatch=True
)
PLAIN = st.text(st.sampled_from("天蓝，。！？ \nabc：（）"), max_size=12)


def redacted(*texts: str | None, keys=KEYS) -> list[str | None]:
    """Some texts after redaction."""
    return (
        pl.DataFrame({"text": list(texts)}, schema={"text": pl.String})
        .select(redact(pl.col("text"), keys))["text"]
        .to_list()
    )


def user(raw: str | None, keys=KEYS) -> str | None:
    return pl.DataFrame({"user": [raw]}, schema={"user": pl.String}).select(pseudonym(pl.col("user"), keys)).item()


def test_a_person_has_one_pseudonym_a_site_and_another_elsewhere():
    here, there = derive("key", "here"), derive("key", "there")

    assert user("u1", here) == user("u1", derive("key", "here"))
    assert len({user("u1", here), user("u1", there), user("u2", here), user("u1", derive("other key", "here"))}) == 4


def test_users_and_texts_have_keys_of_their_own():
    keys = derive("key", "here")

    assert keys.users != keys.texts
    assert "key" not in keys.users + keys.texts


def test_a_pseudonym_does_not_hold_the_raw_id_and_nobody_stays_nobody():
    assert re.fullmatch(r"[0-9a-f]{32}", user("13812345678"))
    assert user(None) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("打13812345678给我", r"打\[PHONE_..\]给我"),
        ("电话：138-1234-5678。", r"电话：\[PHONE_..\]。"),
        ("138 1234 5678", r"\[PHONE_..\]"),
        ("+86 13812345678", r"\[PHONE_..\]"),
        ("8613812345678", r"\[PHONE_..\]"),
        ("写信到zhang.san+x@mail.example.com吧", r"写信到\[EMAIL_..\]吧"),
        ("A@B.CO,c@d.org", r"\[EMAIL_..\],\[EMAIL_..\]"),
        ("13812345678@qq.com", r"\[EMAIL_..\]"),
        ("13812345678 13912345678", r"\[PHONE_..\] \[PHONE_..\]"),
    ],
)
def test_addresses_and_numbers_become_typed_placeholders(text, expected):
    assert re.fullmatch(expected, redacted(text)[0])


def test_the_same_value_reads_the_same_however_it_is_written():
    one, same, other = redacted(PHONE, SAME_PHONE, OTHER_PHONE)

    assert one == same != other
    assert len(set(redacted("me@x.org", "Me@X.ORG"))) == 1


def test_placeholders_of_two_sites_cannot_be_joined():
    numbers = [f"138{i:08}" for i in range(10)]

    assert redacted(*numbers) != redacted(*numbers, keys=derive("key of the tests", "elsewhere"))


@pytest.mark.parametrize(
    "text",
    [
        "订单6213812345678901",
        "138123456789",
        "213812345678",
        "1381234567",
        "12812345678",
        "20261119138123456780",
        "99813812345678",
        "价格3.5元，共20%",
        "user at example.com",
        "@home",
        "a@b",
        "",
    ],
)
def test_longer_runs_of_digits_and_plain_texts_pass_untouched(text):
    assert redacted(text) == [text]


def test_full_width_digits_are_a_number_too():
    (text,) = redacted("１３８１２３４５６７８")

    assert re.fullmatch(PLACEHOLDER, text)


def test_an_unknown_text_stays_unknown():
    assert redacted(None) == [None]


VALUES = {
    "PHONE": ["13812345678", "+86 138-1234-5678", "１３８ １２３４ ５６７８", "008613812345678", "(+86)13812345678"],
    "RESIDENT_ID": ["11010519870312283X", "110105 19870312 283x", "１１０１０５１９８７０３１２２８３Ｘ"],
    "BANK_CARD": ["6222021001123456789", "6222 0210 0112 3456 789", "6222-0210-0112-3456-789"],
    "EMAIL": ["zhang.wei@example.com", "Zhang.Wei＠example.com", "zhang.wei (at) example dot com"],
    "LICENCE_PLATE": ["京A8K312", "京A·8K312", "京a 8k312", "京Ａ８Ｋ３１２"],
    "ADDRESS": [
        "北京市朝阳区建国路88号院3号楼2单元1201室",
        "北京市朝阳区建国路８８号院3号楼 2单元 1201室",
        "北京市朝陽區建國路88號院3號樓2單元1201室",
    ],
    "IP": ["112.64.118.23", "１１２.64.118.23"],
    "PASSPORT": ["E38472915", "Ｅ38472915"],
}
"""One value of a type, in several spellings."""


@pytest.mark.parametrize("type", VALUES)
def test_a_value_of_any_type_reads_the_same_in_every_spelling(type):
    hidden = {text.removeprefix("号码：") for text in redacted(*(f"号码：{value}" for value in VALUES[type]))}

    assert len(hidden) == 1
    assert re.fullmatch(rf"\[{type}_[0-9a-f]{{2}}\]", hidden.pop())


def test_the_hash_of_a_placeholder_is_the_keyed_hash_of_the_plain_value():
    (hidden,) = redacted(PHONE)

    assert hidden == f"[PHONE_{pl.select(keyed_hash(pl.lit(PHONE), KEYS.texts)).item()[:2]}]"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "订单号：13812345678",
            "快递单号6222021001123456789",
            "order no. 4532015112830366",
            "¥13812345678",
            "13812345678元",
        ),
        *("版本 10.0.0.1", "v1.2.3.4", "127.0.0.1", "255.255.255.0", "8.8.8.8"),
        *("git clone git@github.com:user/repo.git", "lodash@4.17.21", "logo@2x.png"),
        *("地铁2号线", "思路1号方案", "Main Street was crowded.", "10 Best Street Photos"),
        *("password = getpass()", "密码忘了怎么办", 'api_key = "sk-xxxxxxxxxxxxxxxxxxxxxxxx"', "max_tokens=4096"),
        *("WeChat id: that is private.", "WeChat id? please ask them", "my wechat is broken", "WeChat: download here"),
        *("微信: 点击关注", "微信：Download", "his wechat account was deleted", "WeChat name: Jennifer"),
        *("13812345678是快递单号", "播放量突破13812345678", "primary key: user_id_2024_uuid_v4"),
        *("微信支付", "wx:for-item", "QQ音乐会员15元", "Q: 12345 is even?", "新A4纸", "航班CA1835"),
        *("2024-03-15 13:45:12", "1710489600123", "3.14159265358979", "03 08 15 22 27 31 + 09", "400-820-8820"),
    ],
)
def test_what_only_looks_like_personal_data_passes_untouched(text):
    assert redacted(text) == [text]


def test_what_is_left_is_told_and_placeholders_are_none():
    texts = pl.DataFrame({"text": [f"打{PHONE}", *redacted(f"打{PHONE}"), "天气", None]})

    assert texts.select(holds(pl.col("text")))["text"].to_list() == [True, False, False, None]


def test_texts_that_differ_by_values_alone_are_equal_without_them():
    one, other, plain = redacted(f"打{PHONE}", f"打{OTHER_PHONE}", "打")
    texts = pl.DataFrame({"text": [one, other, plain, None]})

    assert texts.select(without_values(pl.col("text")))["text"].to_list() == ["打[PHONE]", "打[PHONE]", "打", None]


def test_the_tags_of_a_list_are_redacted_one_by_one():
    tags = pl.DataFrame({"tags": [["露营", PHONE], [], None, [None]]}, schema={"tags": pl.List(pl.String)})

    hidden = tags.lazy().select(pl.col("tags").list.eval(redact(pl.element(), KEYS))).collect()["tags"].to_list()

    assert hidden == [["露营", redacted(PHONE)[0]], [], None, [None]]


def test_nothing_to_redact_is_nothing():
    assert redacted() == []


def test_a_value_beside_chinese_letters_in_escapes_is_found():
    raw = r'{"text": "\u7535\u8bdd13812345678\n13912345678"'

    assert redacted(raw)[0].count("[PHONE_") == 2


NEARLY = st.lists(
    st.text("0123456789 -@.:+()xX", min_size=1, max_size=24)
    | st.sampled_from([value for values in VALUES.values() for value in values])
    | st.sampled_from(
        ["微信", "QQ", "密码：", "passport ", "路", "号", "订单号", "\n", "|", "[PHONE_3f]", "abc_1", "x://:", "@b.de"]
    )
    | st.text(max_size=8),
    max_size=8,
).map("".join)


@settings(max_examples=100, deadline=None)
@given(st.lists(NEARLY, min_size=1, max_size=5))
def test_any_text_can_be_redacted_once_and_for_all_and_row_by_row(texts):
    hidden = redacted(*texts)

    assert redacted(*hidden) == hidden
    assert redacted(*reversed(texts)) == hidden[::-1]
    assert not pl.DataFrame({"text": hidden}).select(holds(pl.col("text")))["text"].any()


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "微信 a_1 ",
            "root / a1!",
            "-u a:b1",
            "护照 A",
            "A-ku, ",
            "Via a ",
            "https://a.b/c/",
            "联系人 A, ",
            "一",
            "台湾市",
        ),
        *("密码我", "password for a ", "A 1, ", "Unit 1, A, "),
        *("1 ", "(1)", "a@", "a.", "路1号", "12 Ab, ", "key=", "微信:", "1:", "+1 ", "北京市", "订单 "),
        *("v:", "QQ 1", "12345 ", "abc_1, ", "1,qq\n", '{"id":', "12 ab st ", "Flat 1, Ab ", "A1234567 ", "mysql a "),
    ],
)
def test_no_text_takes_long(unit):
    text = unit * (8_000 // len(unit))

    for kind in KINDS:
        started = time.perf_counter()
        list(kind.find(text))
        assert time.perf_counter() - started < 5, kind.find.__module__


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(PLAIN, PHONES | EMAILS), min_size=1, max_size=4), PLAIN)
def test_nothing_raw_survives_and_nothing_else_changes(parts, end):
    text = "|".join(f"{plain}|{value}" for plain, value in parts) + f"|{end}"

    (hidden,) = redacted(text)

    assert not any(value in hidden for _, value in parts)
    assert re.sub(PLACEHOLDER, "#", hidden) == "|".join(f"{plain}|#" for plain, _ in parts) + f"|{end}"
    assert redacted(hidden) == [hidden]
