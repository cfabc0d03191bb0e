"""Answers that stop in the middle, or go on past their end."""

import polars as pl

from transforms.quality.answers import Answer
from transforms.quality.endings import TAIL_CHARS, breaks_off, hangs

FENCE = "```"
OPEN_FENCE = r"(?s)```[A-Za-z][\w+#.-]*[ \t]*\n(?:[^`]|`[^`]|``[^`])*$"
"""A block of code, opened with its language's name, that never ends."""
TOKEN = (
    r"<\|[A-Za-z_|/-]{2,30}\|?>|<｜[^｜\n]{2,40}｜>|</s>|\[/?INST\]|<</?SYS>>|</?(?:start|end)_of_turn>|</?(?:bos|eos"
    r"|pad|unk|eop|eod|eot|eom)>"
    r"|\[(?:EOS|BOS|PAD|SEP|CLS|gMASK|UNK|eos)\]|<\[?(?:endoftext|end_of_text|EOT)\]?>|<extra_id_\d+>|\x{FFFD}$"
)
"""What a tokenizer writes for the model alone; at the end, half a character."""
STRUCK_OUT = r"<s>[^<\n]{1,200}</s>"
"""Text struck out in HTML ends with the same sign."""
ON_TOKENS = (
    r"<\||<｜|\[/?inst\]|</?s>|<(?:eos|bos|pad|unk)>|\[(?:eos|sep|cls|pad|unk|mask)\]|tokeni[sz]er|special token"
    r"|chat template|chatml|特殊(?:标记|字符|token)|分词器"
)
"""Prompts that speak of such signs."""
TURN = (
    r"\n\s*(?:\*\*|#{1,4} ?|\[|<)?(?:Human|USER|User|用户|人类|Instruction|指令)(?:\*\*|\]|>)?\s?[:：]"
    r"[\s\S]*\n\s*(?:\*\*|#{1,4} ?|\[|<)?(?:Assistant|ASSISTANT|AI|Bot|助手|助理|Response|回答)(?:\*\*|\]|>)?\s?[:：]"
    r"|\n\s*(?:### ?(?:Human|User|Instruction|指令|用户)|<\|?(?:human|user)\|?>|\[(?:Human|User)\]|Human"
    r"|人类)\s?[:：]?(?: [^\n]*)?(?:\n|$)"
    r"|\n\s*(?:User|USER|用户|Human|人类|Assistant|助手)\s?[:：]\s*[^\n]{0,200}$"
)
"""The other side's next turn, written by the model itself."""
ON_TURNS = (
    r"human:|user:|assistant:|用户[:：]|人类[:：]|助手[:：]|客服[:：]|dialog|conversation|chat|script|interview"
    r"|transcript|q&a|faq|role-?play|turn"
    r"|对话|聊天|剧本|台词|访谈|采访|问答|客服|角色扮演|多轮|话术"
)
"""Prompts that ask for, or give, turns of a conversation."""
BLOCK = r"(?s)```.*?```"
STYLE, FEW = 1 / 3, 3
"""Share of a site's answers from which endings that look cut are its style, however many beyond a few."""
MIN_BRACES = 2
"""Braces that a program or object opens before their balance says anything."""


def truncated(said: Answer) -> pl.Expr:
    """Whether generation stopped before the answer's end, or ran on past it (no end-of-sequence token).

    Signs that hold anywhere: an open block of code, special tokens, the other side's next turn, a last line after which
    something must follow, braces of a program left open. And, by the site's habit, a last sentence without an end.
    """
    hung = hangs(said)
    last_lines = said.prose.str.tail(2 * TAIL_CHARS)
    return pl.any_horizontal(
        said.text.str.contains(OPEN_FENCE) & (said.text.str.count_matches(FENCE, literal=True) % 2 == 1),
        said.prose.str.replace_all(STRUCK_OUT, "").str.contains(TOKEN) & ~said.prompt.str.contains(ON_TOKENS),
        last_lines.str.contains(TURN) & ~said.prompt.str.contains(ON_TURNS),
        hung & (hung.sum() <= pl.max_horizontal(FEW, STYLE * pl.len())),
        _leaves_braces_open(said.text.str.replace_all(BLOCK, " ")),
        breaks_off(said),
    )


def _leaves_braces_open(text: pl.Expr) -> pl.Expr:
    opened, closed = (text.str.count_matches(mark, literal=True) for mark in "{}")
    return (
        (opened >= MIN_BRACES)
        & (closed < opened)
        & ~text.str.contains(r"[.!?。！？}][);,\]]*\s*$")
        & ~text.str.contains(r"\\[{}]")
    )
