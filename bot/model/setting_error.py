"""What is said of a model that cannot be opened; the command line knows it without langchain."""


class ModelSettingError(Exception):
    """The model that is set cannot be opened; the message says what to do."""
