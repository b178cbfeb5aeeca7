"""What axe-core finds on a page."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def serious(page: Page) -> list[Any]:
    """Return the serious and critical violations, each with the elements that are at fault."""
    response = Axe().run(page).response
    assert "color-contrast" in {one["id"] for one in response["passes"]}
    return [
        (one["id"], [node["html"][:120] for node in one["nodes"]])
        for one in response["violations"]
        if one["impact"] in ("serious", "critical")
    ]
