"""Writes the weights as a folder that sentence-transformers and transformers load.

The layout is the one of the models on the hub, so that the folder can stand wherever a model's name
can: fine-tuning, another store, another machine.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import AddedToken, Tokenizer, decoders, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram

from ingest.encoder.pieces import normalizing_rule
from ingest.encoder.weights import Config, Weights

MAX_TOKENS = 512
QUERY_PROMPT, DOCUMENT_PROMPT = "query: ", "passage: "

_START, _PADDING, _END, _UNKNOWN, _MASK = "<s>", "<pad>", "</s>", "<unk>", "<mask>"
_MARKS = (_START, _PADDING, _END, _UNKNOWN, _MASK)
# Unigram takes every piece of its vocabulary for text: this is worse than spelling a mark out.
_MARK_SCORE = -100.0
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


def write_standard(weights: Weights, folder: Path) -> None:
    """Writes the folder, which must exist: BERT, mean pooling, normalising, the two prompts.

    Word embeddings are stored as float16 (loaded as float32): the same numbers as the serving
    form's, and four bits hold no more.
    """
    tensors = dict(bert_tensors(weights))
    # Nothing reads BERT's pooler, but without one transformers warns and invents random numbers.
    tensors["pooler.dense.weight"] = np.zeros((weights.config.hidden,) * 2, np.float32)
    tensors["pooler.dense.bias"] = np.zeros(weights.config.hidden, np.float32)
    word = _EMBEDDING["emb.word"]
    tensors[word] = tensors[word].astype(np.float16)
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)  # safetensors leaves it to its writer alone
    tokenizer(weights).save(str(folder / "tokenizer.json"))
    files: dict[str, Any] = {
        "config.json": bert_config(weights.config),
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MAX_TOKENS,
            "split_special_tokens": True,  # a message that spells a mark is text
            "bos_token": _START,
            "cls_token": _START,
            "pad_token": _PADDING,
            "eos_token": _END,
            "sep_token": _END,
            "unk_token": _UNKNOWN,
            "mask_token": _MASK,
        },
        "modules.json": [
            _module(0, "", "Transformer"),
            _module(1, "1_Pooling", "Pooling"),
            _module(2, "2_Normalize", "Normalize"),
        ],
        "sentence_bert_config.json": {"max_seq_length": MAX_TOKENS, "do_lower_case": False},
        "1_Pooling/config.json": {
            "word_embedding_dimension": weights.config.hidden,
            "pooling_mode_mean_tokens": True,
        },
        "2_Normalize/config.json": {},
        "config_sentence_transformers.json": {
            "model_type": "SentenceTransformer",
            "prompts": {"query": QUERY_PROMPT, "document": DOCUMENT_PROMPT},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def bert_config(config: Config) -> dict[str, Any]:
    """The model's sizes as transformers' `BertConfig` names them."""
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": config.hidden,
        "num_hidden_layers": config.layers,
        "num_attention_heads": config.heads,
        "intermediate_size": config.feed_forward,
        "vocab_size": config.vocabulary,
        "max_position_embeddings": config.positions,
        "type_vocab_size": config.types,
        "layer_norm_eps": config.epsilon,
        "hidden_act": "gelu",
        "pad_token_id": 1,
        "dtype": "float32",
    }


def bert_tensors(weights: Weights) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Each tensor under the name that transformers' `BertModel` gives it."""
    for name, tensor in weights.tensors.items():
        if name in _EMBEDDING:
            yield _EMBEDDING[name], tensor
        else:
            layer, part, kind = name.split(".")
            suffix = "weight" if kind == "w" else "bias"
            yield f"encoder.layer.{layer[1:]}.{_LAYER[part]}.{suffix}", tensor


def tokenizer(weights: Weights) -> Tokenizer:
    """The XLM-R tokenizer: nmt_nfkc, words marked by `▁`, unigram pieces, `<s>` … `</s>`.

    A message that spells a mark (`</s>`) is read as text, as sentencepiece reads it.
    """
    vocabulary = [
        (piece, _MARK_SCORE if piece in _MARKS else score)
        for piece, score in zip(weights.pieces, weights.scores.tolist(), strict=True)
    ]
    built = Tokenizer(Unigram(vocabulary, unk_id=weights.pieces.index(_UNKNOWN)))
    built.normalizer = normalizers.Precompiled(normalizing_rule())
    built.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(prepend_scheme="always")]
    )
    built.decoder = decoders.Metaspace(prepend_scheme="always")
    marks = [(mark, weights.pieces.index(mark)) for mark in (_START, _END)]
    built.post_processor = processors.TemplateProcessing(
        single=f"{_START} $A {_END}",
        pair=f"{_START} $A {_END} {_END} $B {_END}",
        special_tokens=marks,
    )
    built.add_special_tokens([AddedToken(mark, special=True) for mark in _MARKS])
    return built


def _module(index: int, path: str, kind: str) -> dict[str, Any]:
    return {
        "idx": index,
        "name": str(index),
        "path": path,
        "type": f"sentence_transformers.models.{kind}",
    }
