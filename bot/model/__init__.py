"""A language model, where one is configured: it proposes, and the desk decides what is shown."""
