import sys
import textwrap

import pytest

from flows.lake import keys
from schemas.config import PairsConfig

MODULES = {
    "__init__": "",
    "stage": "from transforms.{package}.helper import double\n\ndef stage(x):\n    return double(x)\n",
    "helper": "import {library}\n\ndef double(x):\n    return 2 * x\n",
    "unrelated": "VALUE = 1\n",
}


@pytest.fixture
def digest(tmp_path, monkeypatch):
    """Write some modules anew and take the digest of `stage`."""
    import transforms

    def take(**changed: str) -> str:
        folder = tmp_path / "made_for_keys"
        folder.mkdir(exist_ok=True)
        for name, text in (MODULES | changed).items():
            text = textwrap.dedent(text).replace("{package}", "made_for_keys").replace("{library}", "json")
            (folder / f"{name}.py").write_text(text)
        keys._tree.cache_clear()
        keys._source.cache_clear()
        return keys.code_digest("transforms.made_for_keys.stage")

    monkeypatch.setattr(transforms, "__path__", [*transforms.__path__, str(tmp_path)])
    yield take
    keys._tree.cache_clear()
    keys._source.cache_clear()
    for name in [name for name in sys.modules if name.startswith("transforms.made_for_keys")]:
        del sys.modules[name]


def test_comments_docstrings_and_format_do_not_change_the_digest(digest):
    written = '''
        """What it is."""
        from transforms.{package}.helper import (
            double,
        )

        LIMIT: int
        """What a field is."""

        def stage( x ):
            """What it does."""
            # why
            return double(x)
    '''
    bare = "from transforms.{package}.helper import double\nLIMIT: int\n\ndef stage(x):\n    return double(x)\n"

    assert digest(stage=written) == digest(stage=bare)


def test_a_change_of_its_code_changes_the_digest(digest):
    assert digest() != digest(stage=MODULES["stage"].replace("double(x)", "double(x) + 1"))


@pytest.mark.parametrize(
    "spelling",
    [
        "from transforms.{package}.helper import double",
        "from transforms.{package} import helper",
        "import transforms.{package}.helper",
        "from .helper import double",
        "from . import helper",
        "def late():\n    from transforms.{package}.helper import double",
    ],
)
def test_a_change_in_what_it_imports_changes_the_digest_however_it_is_imported(digest, spelling):
    changed = MODULES["helper"].replace("2 * x", "3 * x")

    assert digest(stage=spelling) != digest(stage=spelling, helper=changed)


def test_a_package_that_runs_first_counts(digest):
    assert digest() != digest(__init__="import sys")


def test_other_modules_and_libraries_do_not_count(digest):
    assert digest() == digest(unrelated="VALUE = 2\n")


def test_the_digest_follows_imports_of_the_real_modules():
    assert keys.code_digest("transforms.pairs") != keys.code_digest("transforms.pairs.reasons")
    assert keys.code_digest("schemas.events") == keys.code_digest("schemas.events", "schemas.raw", "schemas.signals")


def test_what_only_carries_data_counts_where_it_is_named_and_not_where_it_is_imported(monkeypatch):
    importing = keys.code_digest("flows.stages.reading")

    monkeypatch.setattr(keys, "CARRIERS", ())

    assert keys.code_digest("flows.stages.reading") != importing
    assert keys.code_digest("flows.lake.standing") != keys.code_digest()


def test_a_module_that_does_not_exist_is_an_error():
    with pytest.raises(ModuleNotFoundError, match=r"transforms\.nowhere"):
        keys.code_digest("transforms.nowhere")


def test_a_key_changes_with_each_of_its_parts_and_with_nothing_else():
    base = ("pairs", {"evidence": "1", "decided": "2"}, PairsConfig(), "code")
    others = [
        ("clean", *base[1:]),
        ("pairs", {"evidence": "1", "decided": "3"}, *base[2:]),
        ("pairs", {"evidence": "1"}, *base[2:]),
        ("pairs", base[1], PairsConfig(min_users=4), "code"),
        ("pairs", base[1], None, "code"),
        (*base[:3], "other code"),
    ]

    assert len({keys.key(*parts) for parts in [base, *others]}) == len(others) + 1
    assert keys.key(*base) == keys.key("pairs", {"decided": "2", "evidence": "1"}, PairsConfig(), "code")
