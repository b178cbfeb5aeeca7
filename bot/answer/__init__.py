"""How a question becomes an answer, step by step; the steps stand in `engine.py`."""
