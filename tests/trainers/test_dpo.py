from pathlib import Path

from datasets import load_dataset
from transformers import AutoModelForCausalLM, AutoTokenizer
from trl import DPOConfig, DPOTrainer

from trainers.quiet import quiet


def test_a_release_trains_unchanged_in_plain_trl(release: Path, base: Path, tmp_path: Path):
    arguments = DPOConfig(
        output_dir=str(tmp_path / "out"), max_steps=2, per_device_train_batch_size=4, bf16=False, use_cpu=True,
        gradient_checkpointing=False, report_to="none", save_strategy="no", logging_steps=1, disable_tqdm=True,
    )  # fmt: skip
    with quiet():
        data = load_dataset(
            "parquet", data_files={"train": str(release / "train.parquet")}, cache_dir=str(tmp_path / "cache")
        )
        trainer = DPOTrainer(
            AutoModelForCausalLM.from_pretrained(base),
            args=arguments,
            train_dataset=data["train"],
            processing_class=AutoTokenizer.from_pretrained(base),
        )
        trainer.train()

    assert trainer.state.global_step == 2
    assert len(trainer.train_dataset) == 400
