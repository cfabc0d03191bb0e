"""How likely a model finds given answers."""

import polars as pl
import torch
from torch import Tensor
from transformers import PreTrainedModel

from trainers.load import Loaded
from trainers.tokens import Encoded, encode

LOGITS = 2**26
"""Logits computed at once (256 MB of float32)."""


def pair_logprobs(loaded: Loaded, pairs: pl.DataFrame) -> pl.DataFrame:
    """One row per pair, in their order, with `{side}_logprob` and `{side}_tokens` for side `chosen` and `rejected`.

    The log-probability is the sum of ln p(token | all before it) over the answer's tokens, its EOS included, and the
    other their number. The beginning of a prompt is left out where both together are longer than the model's context.
    """
    texts = [encode(loaded.tokenizer, pairs["prompt"], pairs[side]) for side in ("chosen", "rejected")]
    sums, counts = answer_logprobs(loaded.model, texts[0] + texts[1])
    n = len(pairs)
    return pl.DataFrame(
        {
            "chosen_logprob": sums[:n],
            "chosen_tokens": counts[:n],
            "rejected_logprob": sums[n:],
            "rejected_tokens": counts[n:],
        }
    )


def answer_logprobs(model: PreTrainedModel, texts: list[Encoded]) -> tuple[list[float], list[int]]:
    """Summed log-probability and number of the answer's tokens of each text, in their order."""
    limit = model.config.get_text_config().max_position_embeddings
    texts = [_fit(text, limit) for text in texts]
    sums = [0.0] * len(texts)
    for batch in _batches(texts, LOGITS // model.config.get_text_config().vocab_size):
        for place, value in zip(batch, _batch_logprobs(model, [texts[place] for place in batch]), strict=True):
            sums[place] = value
    return sums, [len(text.ids) - text.start for text in texts]


def _fit(text: Encoded, limit: int) -> Encoded:
    cut = max(0, len(text.ids) - limit)
    return Encoded(text.ids[cut:], max(1, text.start - cut))


def _batches(texts: list[Encoded], tokens: int) -> list[list[int]]:
    """Places of texts of similar length, longest first: at most `tokens`, padding included, but at least one text."""
    batches: list[list[int]] = []
    widest = 0
    for place in sorted(range(len(texts)), key=lambda place: -len(texts[place].ids)):
        if not batches or (len(batches[-1]) + 1) * widest > tokens:
            batches.append([])
            widest = len(texts[place].ids)
        batches[-1].append(place)
    return batches


@torch.no_grad()
def _batch_logprobs(model: PreTrainedModel, texts: list[Encoded]) -> list[float]:
    """Sums over the answers' tokens. Padding stands on the right, where causal attention never looks from a text."""
    width = max(len(text.ids) for text in texts)
    ids = torch.tensor([text.ids + [0] * (width - len(text.ids)) for text in texts], device=model.device)
    starts = torch.tensor([[text.start] for text in texts], device=model.device)
    ends = torch.tensor([[len(text.ids)] for text in texts], device=model.device)
    places = torch.arange(width, device=model.device)
    logits = model(input_ids=ids, attention_mask=(places < ends).long(), use_cache=False).logits[:, :-1]
    answer = (places >= starts) & (places < ends)
    return (_token_logprobs(logits, ids[:, 1:]) * answer[:, 1:]).sum(dim=1).tolist()


def _token_logprobs(logits: Tensor, ids: Tensor) -> Tensor:
    """ln p of each token given the tokens before it, in float32."""
    return -torch.nn.functional.cross_entropy(logits.float().transpose(1, 2), ids, reduction="none")
