"""What the documentation shows is what there is."""

import re

import pytest

from flows.sql import VIEWS, query
from tests.catalogue import PAGE, page
from tests.sites import NIGHT, three_sites
from tests.support import ROOT, mill

QUESTIONS = re.findall(r"```sql\n(.*?)```", (ROOT / "docs" / "sql.md").read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    return mill(three_sites(tmp_path_factory.mktemp("docs")).config, NIGHT).desk


def test_the_page_of_tables_is_what_the_schemas_say():
    assert PAGE.read_text(encoding="utf-8") == page(), "write it anew: python -m tests.catalogue"


def test_the_page_explains_every_table():
    assert re.findall(r"^## (\w+)$", page(), flags=re.MULTILINE) == list(VIEWS)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_questions_of_the_documentation_can_be_asked(desk, question):
    assert query(desk, question).columns


def test_the_documentation_links_to_headings_that_there_are():
    for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target, heading in re.findall(r"\]\(([\w./-]+\.md)(?:#([\w-]+))?\)", path.read_text(encoding="utf-8")):
            linked = (path.parent / target).read_text(encoding="utf-8")
            slugs = [re.sub(r"[^\w -]", "", line.lower()).replace(" ", "-") for line in _headings(linked)]
            assert not heading or heading in slugs, f"{path.name}: {target}#{heading}"


def _headings(text: str) -> list[str]:
    return re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
