"""What this machine computes with."""

from typing import NamedTuple

import torch


class Device(NamedTuple):
    """Whether there is a CUDA device, and whether it computes in bfloat16."""

    cuda: bool
    bf16: bool

    @property
    def name(self) -> str:
        """As torch calls it."""
        return "cuda" if self.cuda else "cpu"


def this_device() -> Device:
    """CUDA where there is one, else the processor, which computes in float32."""
    cuda = torch.cuda.is_available()
    return Device(cuda=cuda, bf16=cuda and torch.cuda.is_bf16_supported())
