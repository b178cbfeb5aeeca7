"""Files of one JSON object a line; what cannot be used is named by its file and line."""

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class InputError(Exception):
    """An input file cannot be used; the message names file and line and says what to do."""

    def __init__(self, path: Path, line: int | None, problem: str) -> None:
        place = f"{path}, line {line}" if line else str(path)
        super().__init__(f"{place}: {problem}")


def read_objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each line's number, from 1, and its object; blank lines are passed over.

    Raises:
        InputError: a line is no JSON object in UTF-8.
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if number == 1:
                line = line.removeprefix(codecs.BOM_UTF8)
            if not line.strip():
                continue
            try:
                data = json.loads(line.decode("utf-8"))
            except UnicodeDecodeError as error:
                raise InputError(path, number, "it is not UTF-8; save the file as UTF-8") from error
            except (ValueError, RecursionError) as error:
                why = f" ({error})" if isinstance(error, json.JSONDecodeError) else ""
                problem = f"it is not JSON{why}; mend the line or take it out"
                raise InputError(path, number, problem) from error
            if not isinstance(data, dict):
                raise InputError(path, number, 'it is no object; write {"id": …} on each line')
            yield number, data
