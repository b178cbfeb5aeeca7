"""One spelling of plain JSON data, and its digest."""

import hashlib
import json


def canonical(data: object) -> bytes:
    """Return JSON in ASCII with sorted keys and no spaces: equal data has equal bytes.

    Raises:
        TypeError, ValueError: it is no plain JSON.
    """
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("ascii")


def digest(data: object) -> str:
    """Return the SHA-256 of plain JSON data, in hexadecimal."""
    return hashlib.sha256(canonical(data)).hexdigest()
