"""What makes a pair itself: the canonical JSON of its texts, as Python's json module writes it."""

import polars as pl

from transforms.text import digest

ESCAPES = {chr(code): f"\\u{code:04x}" for code in range(0x20)} | {
    '"': '\\"',
    "\\": "\\\\",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
}
"""All that `json.dumps(..., ensure_ascii=False)` escapes (RFC 8259, section 7); DEL and U+2028 stay."""


def pair_id(site: pl.Expr, prompt: pl.Expr, chosen: pl.Expr, rejected: pl.Expr) -> pl.Expr:
    """First 16 bytes, in hex, of SHA-256 over the canonical JSON of [site, prompt, chosen, rejected].

    The JSON is `json.dumps(..., ensure_ascii=False, sort_keys=True, separators=(",", ":"))` in UTF-8.
    """
    parts = [json_string(site), *(json_messages(part) for part in (prompt, chosen, rejected))]
    return digest(pl.lit("[") + pl.concat_str(parts, separator=",") + pl.lit("]"))


def couple(prompt: pl.Expr, chosen: pl.Expr, rejected: pl.Expr) -> pl.Expr:
    """What is equal for pairs of the same prompt and the same answers, whichever is chosen and whatever the site."""
    asked, *answers = (json_messages(part) for part in (prompt, chosen, rejected))
    return digest(pl.concat_str(asked, pl.min_horizontal(answers), pl.max_horizontal(answers)))


def json_string(text: pl.Expr) -> pl.Expr:
    """A JSON string, quotes included."""
    return pl.lit('"') + text.str.replace_many(list(ESCAPES), list(ESCAPES.values())) + pl.lit('"')


def json_messages(messages: pl.Expr) -> pl.Expr:
    """A JSON list of `{"content": ..., "role": ...}`."""
    message = pl.element().struct
    content, role = json_string(message.field("content")), json_string(message.field("role"))
    written = pl.lit('{"content":') + content + pl.lit(',"role":') + role + pl.lit("}")
    return pl.lit("[") + messages.list.eval(written).list.join(",") + pl.lit("]")
