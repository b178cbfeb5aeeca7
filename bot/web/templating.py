"""The templates, and the addresses of the static files that they name."""

import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

STATIC = Path(__file__).parent / "static"


def render(template: str, **values: object) -> Markup:
    """Fill in a template; every value is escaped, but markup that we rendered ourselves."""
    return Markup(_environment().get_template(template).render(**values))


@cache
def static_address(name: str) -> str:
    """Return a static file's address, which changes with its content, so that none goes stale."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["static_address"] = static_address
    return environment
