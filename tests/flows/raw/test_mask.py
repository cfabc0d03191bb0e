"""A rejected line is kept without the user id."""

import pytest

from flows.raw.mask import shown


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ('{"user_id":"u1","a":1}', '{"user_id":***,"a":1}'),
        ('{"user_id" : 17, "a":1}', '{"user_id" : ***, "a":1}'),
        (r'{"user_id":"u\"1","a":1}', '{"user_id":***,"a":1}'),
        ("{'user_id': 'u1', 'a': 1}", "{'user_id': ***, 'a': 1}"),
        ('{"user_id":"u 1', '{"user_id":***'),
        ('{"user_id":"u 1\\', '{"user_id":***'),
        ('{"user_id":{"id":"u1"},"a":1}', '{"user_id":***'),
        ('{"user_id":"u1","x":{"user_id":"u1"}}', '{"user_id":***,"x":{"user_id":***}}'),
        (r'{"x":"{\"user_id\":\"u1\"}"}', r'{"x":"{\"user_id\":***}'),
        ('{"a":"no such key"}', '{"a":"no such key"}'),
    ],
)
def test_the_value_is_masked_up_to_its_end_or_to_that_of_the_text(raw, text):
    assert shown(raw.encode()) == text


@pytest.mark.parametrize("place", range(4060, 4110))
def test_no_part_of_the_user_is_left_where_the_text_is_cut(place):
    raw = b"x" * place + b'"user_id":"secret user","a":1}'

    assert "s" not in shown(raw).replace('"user_id', "").replace("user_", "").replace("us", "")


@pytest.mark.parametrize("shift", range(4))
def test_the_text_is_cut_between_two_characters(shift):
    text = shown(b"x" * shift + "好😀".encode() * 1000)

    assert "\ufffd" not in text
    assert 4090 <= len(text.encode()) <= 4096


def test_bytes_that_are_no_text_stay_visible_and_short():
    text = shown(b"\xff" * 10_000)

    assert set(text) == {"\ufffd"}
    assert len(text.encode()) <= 4096


def test_the_user_is_masked_in_a_utf16_file_too():
    assert "secret" not in shown('{"user_id":"secret","a":1}'.encode("utf-16-le"))
