import pytest
from pydantic import ValidationError

from schemas.rules import Rule, check_names

FITS = {"name": "no-links", "kind": "format", "must_not": "https?://", "violate": {"append": " http://example.com"}}


def test_a_rule_that_can_be_checked_and_broken_is_taken():
    assert Rule(**FITS).violate.append == " http://example.com"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"must_not": "(("}, "no regular expression"),
        ({"applies": "(?=x)"}, "no regular expression"),
        ({"violate": {"replace": "[", "by": "x"}}, "no regular expression"),
        ({"must_not": None}, "needs 'must', 'must_not' or 'max_chars'"),
        ({"violate": None}, "of 'must_not' alone needs 'violate'"),
        ({"violate": {"by": "x"}}, "needs 'prepend', 'append' or 'replace'"),
        ({"violate": {"apend": "x"}}, "did you mean 'append'"),
        ({"name": "No links"}, "pattern"),
        ({"kind": "style"}, "'format', 'tone', 'forbidden' or 'fact'"),
        ({"max_chars": 0}, "greater than or equal to 1"),
    ],
)
def test_a_rule_that_cannot_is_refused_with_the_reason(change, told):
    with pytest.raises(ValidationError, match=told):
        Rule(**(FITS | change))


def test_two_rules_of_one_name_are_refused():
    with pytest.raises(ValueError, match="rule 'no-links' is named twice"):
        check_names((Rule(**FITS), Rule(**FITS)))
