"""Faults to plant in good answers, in words of their own: the lexicons were not written on them."""

import random
from collections.abc import Callable
from typing import NamedTuple

ERRORS = {
    "zh": (
        "系统繁忙，请稍后再试。",
        "哎呀，服务器开小差了，请刷新页面后重试～",
        "抱歉，当前使用人数过多，请您稍后再来。",
        "请求超时，请检查您的网络连接后重试",
        "生成回答失败（错误码：50013）",
        "网络异常，请稍后重试。",
        "接口返回异常：上游服务无响应",
        "模型推理出错，请重新生成",
        "对不起，系统正在维护中，暂时无法处理您的请求。",
        "您的账户余额不足，请求失败。",
        "回答生成中断，请点击重试",
        "当前算力不足，正在排队中……",
    ),
    "en": (
        "500 Internal Server Error",
        "<html>\n<head><title>502 Bad Gateway</title></head>\n<body>\n<center><h1>502 Bad "
        "Gateway</h1></center>\n<hr><center>nginx/1.24.0</center>\n</body>\n</html>",
        "upstream request timeout",
        "RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB (GPU 0; 23.69 GiB total capacity)",
        '{"error": {"message": "Rate limit reached for requests", "type": "requests", "code": "rate_limit_exceeded"}}',
        '{"detail":"Internal Server Error"}',
        "An unexpected error occurred while processing your message. Please try again later.",
        "Oops! Something went wrong. Please try again in a few minutes.",
        'Traceback (most recent call last):\n  File "serve.py", line 88, in generate\n    out = engine.run(batch)'
        "\nKeyError: 'session'",
        "[object Object]",
        "null",
        "Error: connect ECONNREFUSED 127.0.0.1:8080",
        "The model is currently overloaded with other requests. You can retry your request, or contact us if the "
        "error persists.",
        "Service Unavailable - the engine is starting up, try again in 30 seconds",
        "Failed to fetch",
        "stream closed unexpectedly (code 1006)",
    ),
}
IDENTITIES = {
    "zh": (
        "作为OpenAI训练的人工智能助手，我很乐意回答。",
        "您好，我是文心一言，百度研发的知识增强大语言模型。",
        "我是通义千问，由阿里云开发的语言模型，下面为您解答。",
        "我叫Kimi，是月之暗面科技有限公司训练的智能助手。",
        "作为DeepSeek开发的AI助手，我的建议如下。",
        "我是由智谱AI公司训练的语言模型ChatGLM。",
        "我是讯飞星火，很高兴为你服务！",
        "你好呀，我是豆包～",
    ),
    "en": (
        "As ChatGPT, a large language model trained by OpenAI, I can tell you this.",
        "I'm Claude, an AI assistant made by Anthropic.",
        "Hello! I am Qwen, created by Alibaba Cloud.",
        "As an AI model developed by Google, I do my best to be accurate.",
        "My name is Gemini and I am a language model.",
        "I was created by DeepSeek as a helpful assistant, so let me explain.",
        "I am an assistant based on GPT-4, and here is my view.",
        "As a language model trained by Meta AI, I have no opinions of my own.",
    ),
}
REFUSALS = {
    "zh": (
        "抱歉，我没办法帮你做这件事。",
        "很遗憾，这个问题我不能回答。",
        "对不起，我暂时无法完成您的请求。",
        "我不能提供这方面的内容。",
        "不好意思，这个忙我帮不了。",
        "作为一个人工智能助手，我无法回答这个问题。",
        "非常抱歉，我不便对此发表看法，我们换个话题吧。",
        "您的问题我无法回答，感谢理解。",
    ),
    "en": (
        "I'm sorry, but I can't help with that.",
        "Sorry, I am unable to assist you with this request.",
        "I apologize, but I cannot fulfill this request.",
        "Unfortunately, I'm not able to provide an answer to that.",
        "As an AI language model, I cannot answer this question.",
        "I must respectfully decline to answer this.",
        "I won't be able to help you with this one, sorry.",
        "Thanks for asking, but I'd rather not discuss this.",
    ),
}
TOKENS = ("<|im_end|>", "<|endoftext|>", "</s>", "[/INST]", "<|eot_id|>", "<end_of_turn>", "<｜end▁of▁sentence｜>")
TURNS = {
    "zh": ("\n\n用户：那还有别的办法吗？\n助手：当然有。", "\n\n人类：好的，谢谢你。", "\n### 用户：\n再写一个"),
    "en": (
        "\n\nHuman: Can you say more about that?\n\nAssistant: Of course.",
        "\nUser: thanks\nAssistant: You're welcome!",
        "\n\n### Instruction:\nWrite another one.",
    ),
}
LOOPS = {
    "zh": ("这个很重要，", "非常好的选择", "我们需要注意的是安全"),
    "en": ("and so on ", "it is very important to ", "the best of "),
}
TABLES = {
    "zh": "| 名称 | 数量 | 价格 |\n| --- | --- | --- |\n| 苹果 | 3 |\n| 香蕉 | 5 | 8元 | 黄色 |\n",
    "en": "| Name | Count | Price |\n|------|-------|-------|\n| Apple | 3 |\n| Banana | 5 | $8 | yellow |\n",
}
CODE = "```python\nfor i in range(10):\n    print(i)\n"
JSON_WANTED = {
    "zh": "请以JSON格式输出三个城市及其人口。",
    "en": "Return three cities and their populations in JSON format.",
}
BAD_JSON = (
    '{"cities": [{"name": "A", "population": 3}, {"name": "B", "population": 5]}',
    '{"cities": ["A" "B", "C"]}',
    '```json\n{"name": "A", "population": 3,}\n```',
)


class Case(NamedTuple):
    """An answer, its request and `answers` of other prompts by language."""

    request: str
    text: str
    language: str
    answers: dict[str, list[str]]


Planter = Callable[[Case, random.Random], tuple[str, str] | None]
"""The request and the answer with the fault; nothing where it does not apply."""


def error_text(case: Case, dice: random.Random) -> tuple[str, str]:
    """An error of the serving stack in the answer's place."""
    return case.request, dice.choice(ERRORS[case.language])


def cut(case: Case, dice: random.Random) -> tuple[str, str] | None:
    """Cut behind a letter, at 30 to 95% of an answer of at least two sentences."""
    at = int(len(case.text) * dice.uniform(0.3, 0.95))
    while at > 1 and not case.text[at - 1].isalpha():
        at -= 1
    head = case.text[:at]
    finishes_a_sentence = case.text[at : at + 1] in ".!?。！？\n"
    return None if len(case.text) < 120 or finishes_a_sentence or not case.text[at:].strip() else (case.request, head)


def cut_at_a_comma(case: Case, dice: random.Random) -> tuple[str, str] | None:
    """Cut behind a comma, a colon or a semicolon."""
    places = [i for i, letter in enumerate(case.text) if letter in ",，、；:：" and i > 40]
    return (case.request, case.text[: dice.choice(places) + 1]) if places else None


def cut_in_code(case: Case, dice: random.Random) -> tuple[str, str]:
    """A block of code that breaks off."""
    return case.request, f"{case.text}\n\n```{dice.choice(['python', 'js', 'sql', 'java'])}\nresult = compute(a, b\n"


def cut_in_a_list(case: Case, dice: random.Random) -> tuple[str, str]:
    """An item of a list of which only the mark is there."""
    return case.request, f"{case.text}\n1. {case.text[:20]}\n{dice.choice(['2.', '2. **', '-', '3、'])}"


def special_token(case: Case, dice: random.Random) -> tuple[str, str]:
    """A token of the model's own, at times with text behind it."""
    token = dice.choice(TOKENS)
    return case.request, case.text + token + dice.choice(["", "", case.text[:60]])


def ran_on(case: Case, dice: random.Random) -> tuple[str, str]:
    """The user's next turn, written by the assistant."""
    return case.request, case.text + dice.choice(TURNS[case.language])


def wrong_language(case: Case, dice: random.Random) -> tuple[str, str]:
    """An answer of another prompt, long enough to have a language."""
    other = {"zh": "en", "en": "zh"}[case.language]
    return case.request, dice.choice([text for text in case.answers[other] if len(text) > 100] or case.answers[other])


def sentence_loop(case: Case, dice: random.Random) -> tuple[str, str]:
    """One of its sentences, 12 to 40 times."""
    stop = "。" if case.language == "zh" else ". "
    last = [part for part in case.text.split(stop) if len(part) > 8] or [case.text[:80]]
    return case.request, case.text + stop + (dice.choice(last)[:200] + stop) * dice.randint(12, 40)


def phrase_loop(case: Case, dice: random.Random) -> tuple[str, str]:
    """A phrase, 60 to 200 times."""
    return case.request, case.text[:300] + dice.choice(LOOPS[case.language]) * dice.randint(60, 200)


def numbered_loop(case: Case, dice: random.Random) -> tuple[str, str]:
    """The same item under rising numbers."""
    item = case.text.replace("\n", " ")[:60]
    return case.request, "\n".join(f"{number}. {item}" for number in range(1, dice.randint(12, 60)))


def paragraph_loop(case: Case, dice: random.Random) -> tuple[str, str] | None:
    """The whole answer, two to four times; nothing where it is short."""
    return (case.request, "\n\n".join([case.text] * dice.randint(2, 4))) if len(case.text) > 120 else None


def refusal(case: Case, dice: random.Random) -> tuple[str, str]:
    """A refusal in the answer's place."""
    return case.request, dice.choice(REFUSALS[case.language])


def identity(case: Case, dice: random.Random) -> tuple[str, str]:
    """A sentence on who the model is, before or behind the answer."""
    said = dice.choice(IDENTITIES[case.language])
    return case.request, dice.choice([f"{said}\n\n{case.text}", f"{case.text}\n\n{said}", f"{said} {case.text}"])


def ragged_table(case: Case, dice: random.Random) -> tuple[str, str]:
    """A table whose rows differ in their cells."""
    return case.request, f"{case.text}\n\n{TABLES[case.language]}\n{case.text[:40]}。"


def stray_fence(case: Case, dice: random.Random) -> tuple[str, str]:
    """A fence that opens a block and never closes it."""
    return case.request, f"{CODE}```\n\n{case.text}\n```\n\n{case.text[:60]}。"


def bad_json(case: Case, dice: random.Random) -> tuple[str, str]:
    """JSON that cannot be parsed, where it was asked for."""
    return JSON_WANTED[case.language], dice.choice(BAD_JSON)


PLANTERS: dict[str, dict[str, Planter]] = {
    "error_text": {"error_text": error_text},
    "truncated": {
        "cut": cut,
        "cut_at_a_comma": cut_at_a_comma,
        "cut_in_code": cut_in_code,
        "cut_in_a_list": cut_in_a_list,
        "special_token": special_token,
        "ran_on": ran_on,
    },
    "wrong_language": {"wrong_language": wrong_language},
    "repetitive": {
        "sentence_loop": sentence_loop,
        "phrase_loop": phrase_loop,
        "numbered_loop": numbered_loop,
        "paragraph_loop": paragraph_loop,
    },
    "refusal": {"refusal": refusal},
    "broken_format": {"ragged_table": ragged_table, "stray_fence": stray_fence, "bad_json": bad_json},
    "model_identity": {"identity": identity},
}
"""Reason -> ways to come by it."""
