"""Answers that nobody should learn from, however much they are liked: how a good answer is spoilt."""

import re
from collections.abc import Callable
from random import Random
from typing import NamedTuple

from worlds.text import Voice, compose, subjects

Wordings = dict[str, tuple[str, ...]]
"""Language -> texts; `{n}` is a number of four digits."""


class Spoilt(NamedTuple):
    """An answer's new `text`, and the part of it that was `planted`."""

    text: str
    planted: str


Spoiler = Callable[[str, str, Random], Spoilt]
"""Text and language of a good answer -> what becomes of it."""

ERRORS: Wordings = {
    "zh": (
        "服务暂不可用，请过几分钟重新提问（代码 {n}）",
        "内部错误：推理节点 {n} 无响应，任务已取消。",
        "连接已断开，未能获取模型输出，请重试。",
        "请求过于频繁，请稍等片刻再发送消息。",
        "加载失败，点击此处重新生成",
        "出错了！本次回答没有生成成功，错误编号 {n}。",
        "后端服务超时，未返回任何内容，请联系管理员。",
        "上下文长度超出限制，无法继续生成，请开启新对话。",
        "网关错误 504：等待上游响应超时",
        "抱歉，系统出现异常，您的消息未能处理，请稍后重试。",
    ),
    "en": (
        "HTTP 503: no healthy backend is available for this request.",
        "Error {n}: the inference worker did not respond in time. Please retry.",
        "Sorry, an internal error occurred and no answer was generated. Please try again.",
        "Request failed with status code 504",
        "You have sent too many requests. Please wait a moment before trying again.",
        'Traceback (most recent call last):\n  File "worker.py", line {n}, in run\nTimeoutError: job {n}',
        "This model's maximum context length was exceeded; please shorten your messages.",
        '{{"error": {{"code": {n}, "message": "server shutting down", "type": "server_error"}}}}',
        "Network error. The connection was lost before the response was complete.",
        "Generation failed: GPU worker {n} ran out of memory.",
    ),
}
REFUSALS: Wordings = {
    "zh": (
        "对不起，我不能协助处理这个请求。",
        "这个话题我无法讨论，请换一个问题吧。",
        "很抱歉，我没有办法回答您提出的问题。",
        "我只是一个AI，不能就此提供任何建议。",
        "抱歉，根据相关规定，我不能回答该问题。",
        "不好意思，我无法提供您所需要的内容。",
        "您的请求超出了我的能力范围，恕我不能作答。",
        "抱歉，我拒绝回答这个问题。",
    ),
    "en": (
        "I'm sorry, but I cannot assist with this request.",
        "I'm afraid I can't answer that question.",
        "Sorry, I can't discuss this topic. Please ask me something else.",
        "As an AI, I am not able to give advice on this matter.",
        "I apologize, but I'm unable to provide what you asked for.",
        "I have to decline this request.",
        "Unfortunately I cannot help you with this.",
        "I can't comply with that, I'm sorry.",
    ),
}
IDENTITIES: Wordings = {
    "zh": (
        "我是ChatGPT，由OpenAI开发的大型语言模型。",
        "作为Anthropic推出的Claude，我先说明一下思路。",
        "我是深度求索公司研发的DeepSeek模型，下面是我的看法。",
        "本回答由通义千问生成，它是阿里云训练的语言模型。",
        "我叫文心一言，来自百度，很高兴和你讨论。",
        "我是Gemini，谷歌训练的人工智能模型。",
        "作为Kimi，月之暗面训练的助手，我建议这样做。",
        "我是智谱AI的ChatGLM，可以帮你分析。",
    ),
    "en": (
        "I'm ChatGPT, a language model from OpenAI.",
        "As Claude, a model trained by Anthropic, I would start like this.",
        "I am DeepSeek-V3, an AI model developed by DeepSeek.",
        "I am Qwen, a large language model built by Alibaba Cloud.",
        "Speaking as Gemini, the model made by Google, here is my view.",
        "I was trained by OpenAI and my name is GPT-4.",
        "My name is Mistral and I am an AI developed by Mistral AI.",
        "I am Llama, a language model trained by Meta.",
    ),
}
SENSITIVE: Wordings = {
    "zh": (
        "下面教你在家自制炸药，原料都能在网上买到。",
        "想快速赚钱可以去网络赌博平台，我把下注方法告诉你。",
        "这里有办假身份证的渠道，三天就能拿到。",
        "冰毒的制作方法其实不难，先准备这些原料。",
        "想自杀的人可以按下面的步骤去做。",
        "教大家盗取别人的微信密码，只要装一个木马病毒。",
        "出售枪支弹药，支持货到付款。",
        "用这个话术搞电信诈骗，老人最容易上当。",
    ),
    "en": (
        "Here is how to build a pipe bomb at home from parts that anyone can buy.",
        "To cook methamphetamine you first need these ingredients.",
        "This is how to steal somebody's credit card data with a phishing page.",
        "If you want to kill yourself, do it in the following way.",
        "I sell fake passports and counterfeit money, no questions asked.",
        "Install this ransomware on their computer and ask for bitcoin.",
        "Buy cocaine and heroin here, shipped without a trace.",
        "Follow these steps to make a homemade gun without a licence.",
    ),
}
LOOPS: Wordings = {
    "zh": (
        "接下来我们继续看下一步，", "这一点真的非常重要。", "以此类推，", "然后再重复上面的操作，",
        "总的来说还是要坚持。", "需要注意的是，", "好的，我明白了。", "一步一步来，",
    ),
    "en": (
        "and then we go to the next step, ", "This is a very important point. ", "and again and again ",
        "Repeat the same thing once more. ", "In conclusion, keep going. ", "Note that this matters. ",
        "Sure, I understand. ", "one by one, ",
    ),
}  # fmt: skip
INTRODUCTIONS: Wordings = {
    "zh": (
        "附上我用的脚本：", "可以用下面的代码算一下：", "示例如下：", "我写了个小程序：",
        "代码供参考：", "运行这段就能看到结果：", "配置是这样的：", "最后给出完整实现：",
    ),
    "en": (
        "Here is the script that I use:", "You can compute it like this:", "An example:", "I wrote a small program:",
        "Code for reference:", "Run this to see the result:", "The configuration:", "Finally, the whole thing:",
    ),
}  # fmt: skip
CODE = (
    "```python\ntotal = 0\nfor day in range(30):\n    total += day\nprint(total)",
    "```bash\nset -e\nmkdir -p notes\ncp *.txt notes/",
    "```sql\nSELECT day, SUM(cost)\nFROM budget\nGROUP BY day;",
    "```js\nconst rows = items.filter((item) => item.done);\nconsole.log(rows.length);",
    "```json\n{\n  \"steps\": 3,\n  \"minutes\": 40\n}",
    "```yaml\nplan:\n  week: 1\n  rest: true",
    "```\nstep one\nstep two\nstep three",
    "```c\nint main(void) {\n    return 0;\n}",
)  # fmt: skip


def _worded(wordings: Wordings, language: str, rng: Random) -> str:
    return rng.choice(wordings[language]).format(n=rng.randint(1000, 9999))


def _error(text: str, language: str, rng: Random) -> Spoilt:
    whole = _worded(ERRORS, language, rng)
    return Spoilt(whole, whole)


def _refusal(text: str, language: str, rng: Random) -> Spoilt:
    whole = _worded(REFUSALS, language, rng)
    return Spoilt(whole, whole)


def _identity(text: str, language: str, rng: Random) -> Spoilt:
    said = _worded(IDENTITIES, language, rng)
    return Spoilt(insert(said, text, language, rng), said)


def _sensitive(text: str, language: str, rng: Random) -> Spoilt:
    said = _worded(SENSITIVE, language, rng)
    return Spoilt(insert(said, text, language, rng), said)


def _loop(text: str, language: str, rng: Random) -> Spoilt:
    """The model falls into a phrase of its own or a sentence of the answer, and never out again."""
    own = rng.choice(sentences(text))
    phrase = rng.choice((_worded(LOOPS, language, rng), own if language == "zh" else f"{own} "))
    again = phrase * rng.randint(15, 40)
    return Spoilt(_joined([text, again], language), again)


def _fence(text: str, language: str, rng: Random) -> Spoilt:
    """A code fence that is opened and never closed."""
    code = rng.choice(CODE)
    return Spoilt(f"{text}\n\n{_worded(INTRODUCTIONS, language, rng)}\n{code}\n", code)


def _cut(text: str, language: str, rng: Random) -> Spoilt:
    """Cut within a sentence of the middle of the answer; what is left is what was planted."""
    parts = list(re.finditer(r"[^。！？.!?\n]{8,}", text))
    part = rng.choice(parts[len(parts) // 3 :])
    left = text[: rng.randint(part.start() + 4, part.end() - 3)].rstrip()
    return Spoilt(left, left)


def _wrong_language(text: str, language: str, rng: Random) -> Spoilt:
    """A text about something else in the other language, as long as the answer was."""
    other = {"zh": "en", "en": "zh"}[language]
    whole = compose(subjects([other], rng)[0], Voice(quality=1.0, style=0.0, chars=max(len(text), 80)), rng)
    return Spoilt(whole, whole)


SPOILERS: dict[str, Spoiler] = {
    "error": _error,
    "identity": _identity,
    "loop": _loop,
    "fence": _fence,
    "cut": _cut,
    "refusal": _refusal,
    "sensitive": _sensitive,
    "wrong_language": _wrong_language,
}
"""Fault -> how an answer comes by it."""


def sentences(text: str) -> list[str]:
    """The sentences of a text, numbers of a list and the like apart; never empty."""
    return [part for part in re.findall(r"[^。！？.!?\n]+[。！？.!?]*", text) if len(part) > 8] or [text]


def insert(sentence: str, text: str, language: str, rng: Random) -> str:
    """A sentence put before, into or behind a text, where one of the text's own ends."""
    ends = [0, *(match.end() for match in re.finditer(r"(?<!\d)[。！？.!?](?=\s|$|[^\d\s.])", text))]
    at = rng.choice(ends)
    return _joined([part for part in (text[:at].rstrip(" "), sentence, text[at:].lstrip(" ")) if part], language)


def _joined(parts: list[str], language: str) -> str:
    return ("" if language == "zh" else " ").join(parts)
