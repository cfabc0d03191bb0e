import re

import pytest

from transforms.privacy.talk import follows

MESSENGER = re.compile("Momo")


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("「你Momo多少」「12345」", True),
        ('"do you have Momo?" "yep, 12345"', True),
        ("A: Momo?\nB: 12345", True),
        ("I only use Momo these days - 12345", True),
        ("Momo里的房间号12345", False),
        ("I use Momo and my steam id is 12345", False),
        ("Momo发来的文件 12345", False),
        ("我用Momo。今天走了12345", False),
        ("Momo?\nno\n12345", False),
        ("12345", False),
    ],
)
def test_a_value_that_answers_the_talk_of_an_account_is_told_from_one_that_is_of_something_else(text, is_told):
    assert follows(text, text.index("12345"), MESSENGER) == is_told
