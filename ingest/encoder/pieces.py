"""The tokenizer's normalising rule, and the tokenizer as a sentencepiece model.

The weights' file has the pieces and their scores, not sentencepiece's compiled rule; that is read
out of a throw-away model trained with the rule of the same name, `nmt_nfkc`.
"""

import io
from functools import cache
from typing import Any

import sentencepiece
from sentencepiece import sentencepiece_model_pb2

from ingest.encoder.weights import Weights

_proto: Any = sentencepiece_model_pb2  # its classes are made at run time, unseen by mypy
_MARKS = 4
"""`<s>`, `<pad>`, `</s>`, `<unk>`: the first token ids of a Hugging Face XLM-R vocabulary."""


@cache
def normalizing_rule() -> bytes:
    """The compiled `nmt_nfkc` rule, 0.2 MB: sentencepiece and tokenizers read the same bytes."""
    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["a guideline for platforms"]),
        model_writer=written,
        vocab_size=100,
        hard_vocab_limit=False,
        normalization_rule_name="nmt_nfkc",
        minloglevel=2,
    )
    rule: bytes = _proto.ModelProto.FromString(
        written.getvalue()
    ).normalizer_spec.precompiled_charsmap
    return rule


def sentencepiece_model(weights: Weights) -> bytes:
    """The tokenizer as a sentencepiece model whose ids are the token ids less one.

    sentencepiece counts `<unk>` 0, `<s>` 1, `</s>` 2 and has no `<pad>`; marks are control pieces,
    so no message can spell one.
    """
    kinds = _proto.ModelProto.SentencePiece
    model = _proto.ModelProto()
    for mark, kind in (("<unk>", kinds.UNKNOWN), ("<s>", kinds.CONTROL), ("</s>", kinds.CONTROL)):
        model.pieces.add(piece=mark, score=0.0, type=kind)
    # The last piece is `<mask>`, which only training needs.
    for piece, score in zip(
        weights.pieces[_MARKS:-1], weights.scores[_MARKS:-1].tolist(), strict=True
    ):
        model.pieces.add(piece=piece, score=score, type=kinds.NORMAL)
    trainer = model.trainer_spec
    trainer.model_type = _proto.TrainerSpec.UNIGRAM
    trainer.vocab_size = len(model.pieces)
    trainer.unk_id, trainer.bos_id, trainer.eos_id, trainer.pad_id = 0, 1, 2, -1
    normalizer = model.normalizer_spec
    normalizer.name = "nmt_nfkc"
    normalizer.precompiled_charsmap = normalizing_rule()
    normalizer.add_dummy_prefix = True
    normalizer.remove_extra_whitespaces = True
    normalizer.escape_whitespaces = True
    serialized: bytes = model.SerializeToString()
    return serialized
