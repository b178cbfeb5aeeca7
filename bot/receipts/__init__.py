"""Receipts: what an answer rests on, kept with it, and worked out again."""
