"""Heavy libraries, imported on a thread while something else is waited for."""

from importlib import import_module
from threading import Thread


def preload(library: str) -> Thread:
    """Begin to import a library, and return the thread to join before it is used."""
    thread = Thread(target=import_module, args=(library,), daemon=True)
    thread.start()
    return thread
