"""Builds the encoder that the desk brings along; run once by `desk ingest`."""
