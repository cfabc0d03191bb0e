import hashlib
import random
import string

import pytest

from transforms.privacy.strength import is_random


def test_shuffled_letters_and_digits_are_random_and_hexadecimal_ones_where_they_may_be_a_hash():
    draw = random.Random(7)
    keys = ["".join(draw.choices(string.ascii_letters + string.digits, k=32)) for _ in range(200)]
    digests = [hashlib.sha256(key.encode()).hexdigest() for key in keys]

    assert sum(is_random(key, may_be_hash=False) for key in keys) >= 0.85 * len(keys)
    assert all(is_random(digest, may_be_hash=True) for digest in digests)
    assert not any(is_random(digest, may_be_hash=False) for digest in digests)


@pytest.mark.parametrize(
    "name", ["SamsungGalaxyS24Ultra256GB", "MyOAuth2TokenProviderV3Impl", "user_profile_cache_2024", "1234567890123456"]
)
def test_names_and_numbers_are_not_random(name):
    assert not is_random(name, may_be_hash=True)
