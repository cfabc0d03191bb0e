"""Training without a flood of lines on the terminal."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import datasets
from transformers.utils import logging as transformers_logging

LIBRARIES = ("transformers", "datasets", "trl", "peft", "accelerate", "torch", "httpx", "huggingface_hub")


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the libraries' progress bars, notices and warnings off the terminal; errors still show."""
    loggers = [logging.getLogger(name) for name in LIBRARIES]
    levels = [logger.level for logger in loggers]
    bars = (transformers_logging.is_progress_bar_enabled(), datasets.are_progress_bars_disabled())
    try:
        for logger in loggers:
            logger.setLevel(logging.ERROR)
        transformers_logging.disable_progress_bar()
        datasets.disable_progress_bars()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
        if bars[0]:
            transformers_logging.enable_progress_bar()
        if not bars[1]:
            datasets.enable_progress_bars()
