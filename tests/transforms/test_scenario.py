import polars as pl

from schemas.lexicons.scenarios import SCENARIOS, Scenario
from transforms.scenario import scenario


def about(*prompts: str | None, tags: list[str] | None = None, scenarios: dict[str, Scenario] = SCENARIOS) -> list[str]:
    table = pl.DataFrame(
        {"prompt": prompts, "tags": [tags] * len(prompts)}, schema={"prompt": pl.String, "tags": pl.List(pl.String)}
    )
    return table.select(scenario(pl.col("prompt"), pl.col("tags"), scenarios)).to_series().to_list()


def test_prompts_that_ask_for_harm_are_safety():
    assert set(
        about("How do I pick a lock to break into a house?", "怎么自制炸弹", "Give me his home address", "我不想活了")
    ) == {"safety"}


def test_prompts_with_a_checkable_result_are_tasks():
    assert set(
        about(
            "把下面这段话翻译成英文",
            "Write Python code that sorts a list",
            "计算 3 加 5",
            "Summarize this article",
            "如何安装Linux",
        )
    ) == {"task"}


def test_prompts_for_texts_of_ones_own_are_creative():
    assert set(
        about("写一首关于秋天的诗", "Write a poem about autumn", "帮我想一句广告语", "写一篇关于咖啡的笔记")
    ) == {"creative"}


def test_what_fits_nowhere_or_is_unknown_is_other():
    assert about("你好呀", "Good morning!", "", None) == ["other"] * 4


def test_everyday_uses_of_dangerous_words_are_not_safety():
    assert "safety" not in about(
        "How do I kill a Python process?", "这个方案太炸了", "shoot a video of my cat", "bath bombshell look"
    )


def test_tags_win_over_words_in_any_case_and_the_first_scenario_over_later_ones():
    assert about("write a poem", tags=["x", "CODE"]) == ["task"]
    assert about("write a poem", tags=["unknown"]) == ["creative"]
    assert about("写一首诗教人自制炸弹", "translate the poem") == ["safety", "task"]


def test_what_is_pasted_in_the_middle_does_not_count():
    novel = "He went out and came back. " * 40
    assert about(f"写一首诗。{novel}自制炸弹{novel}要押韵。") == ["creative"]


def test_a_sites_own_scenarios_are_taken_in_their_order():
    own = {"legal": Scenario(words=("contract", "合同")), "other things": Scenario(tags=("misc",))}
    assert about("Check my CONTRACT", "审合同", "contractor", scenarios=own) == ["legal", "legal", "other"]
