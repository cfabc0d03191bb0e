import re

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.ingest.raw_records import KEYS
from transforms.ingest.privacy import derive, pseudonym, redact

PHONE, SAME_PHONE, OTHER_PHONE = "13812345678", "+86 138-1234-5678", "13912345678"
PLACEHOLDER = r"\[(?:PHONE|EMAIL)_[0-9a-f]{2}\]"
PHONES = st.from_regex(r"(\+?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}", fullmatch=True)
EMAILS = st.from_regex(
    r"[a-zA-Z0-9][a-zA-Z0-9._%+-]{0,8}@[a-z0-9-]{1,8}(\.[a-z0-9-]{1,5})?\.[a-z]{2,4}", fullmatch=True
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


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(PLAIN, PHONES | EMAILS), min_size=1, max_size=4), PLAIN)
def test_nothing_raw_survives_and_nothing_else_changes(parts, end):
    text = "|".join(f"{plain}|{value}" for plain, value in parts) + f"|{end}"

    (hidden,) = redacted(text)

    assert not any(value in hidden for _, value in parts)
    assert re.sub(PLACEHOLDER, "#", hidden) == "|".join(f"{plain}|#" for plain, _ in parts) + f"|{end}"
    assert redacted(hidden) == [hidden]
