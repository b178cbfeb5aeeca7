"""Reads the YAML files of a knowledge folder into typed entries."""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from knowledge.entries import Entry, Keyed, Review
from knowledge.errors import KnowledgeError

E_ = TypeVar("E_", bound=Entry)
K_ = TypeVar("K_", bound=Keyed)


class DataFiles:
    """Reads YAML files of one knowledge folder into entries.

    Attributes:
        of: the file of each keyed entry read so far, by kind and key.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.of: dict[str, str] = {}

    def one(self, name: str, kind: type[E_]) -> E_:
        """Read a file that is one entry."""
        return self._entry(name, "", kind, self._read(name))

    def many(self, name: str, top: str, kind: type[E_]) -> list[E_]:
        """Read a file that holds one list of entries."""
        data = self._read(name)
        rows = data.get(top) if isinstance(data, dict) else None
        unknown = set(data) - {top, "review"} if isinstance(data, dict) else set()
        if not isinstance(rows, list) or unknown:
            raise KnowledgeError(
                name, "", f"must hold one list `{top}:` (and perhaps `review:`), nothing else"
            )
        review = data.get("review")
        if review is not None:
            self._entry(name, "review", Review, review)
        return [self._entry(name, f"entry {i + 1}", kind, row) for i, row in enumerate(rows)]

    def keyed(self, kind: str, top: str, form: type[K_], place: str) -> dict[str, K_]:
        """Read a file's entries, or those of all files of a folder ("answers/"), by key."""
        found: dict[str, K_] = {}
        for file in self.in_folder(place) if place.endswith("/") else [place]:
            for entry in self.many(file, top, form):
                if entry.key in found:
                    other = self.of[f"{kind}:{entry.key}"]
                    raise KnowledgeError(
                        file, entry.key, f"this key stands in {other} already; rename one"
                    )
                found[entry.key] = entry
                self.of[f"{kind}:{entry.key}"] = file
        return found

    def in_folder(self, name: str) -> list[str]:
        """Name the files of a folder, in order."""
        paths = sorted((self._folder / name).glob("*.yaml"))
        if not paths:
            raise KnowledgeError(name, "", "holds no .yaml file; restore it")
        return [f"{name}{path.name}" for path in paths]

    def _entry(self, name: str, where: str, kind: type[E_], data: object) -> E_:
        if isinstance(data, dict) and isinstance(data.get("key"), str):
            where = data["key"]
        try:
            return kind.model_validate(data)
        except ValidationError as error:
            # A misspelt key is also a missing one: the unknown key says more.
            first = max(error.errors(), key=lambda found: found["type"] == "extra_forbidden")
            field = ".".join(str(part) for part in first["loc"])
            raise KnowledgeError(name, where, f"`{field}`: {first['msg']}") from error

    def _read(self, name: str) -> Any:
        path = self._folder / name
        try:
            return yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        except FileNotFoundError as error:
            raise KnowledgeError(name, "", "is missing; restore it") from error
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            line = getattr(getattr(error, "problem_mark", None), "line", None)
            where = f"line {line + 1}" if line is not None else ""
            raise KnowledgeError(name, where, "is not well-formed YAML in UTF-8") from error
