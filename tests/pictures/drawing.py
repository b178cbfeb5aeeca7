"""A page as a PNG file."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.pictures.surfaces import WIDTH


def draw(html: str, path: Path, browser: Browser) -> None:
    """Draw a page whole, as wide as `WIDTH` and as high as it is, one dot a CSS pixel.

    Raises:
        OSError: the file cannot be written.
    """
    page = browser.new_page(viewport={"width": WIDTH, "height": 100}, offline=True)
    try:
        page.set_content(html)
        path.write_bytes(page.screenshot(full_page=True))
    finally:
        page.close()
