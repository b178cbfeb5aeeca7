"""Draws the pictures of the docs; run by `make pictures`.

`python -m tests.pictures FOLDER [NAME…]` draws all, or those named.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from bot.settings import Settings
from bot.wiring import build_engine
from tests.conftest import CHROMIUM, FLAGS
from tests.pictures.drawing import draw
from tests.pictures.scenes import NAMES, SCENES
from tests.pictures.surfaces import render_html


def main() -> None:
    folder, names = Path(sys.argv[1]), sys.argv[2:]
    engine = build_engine(Settings(), print)
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        for name in names or SCENES:
            path = folder / f"{name}.png"
            draw(render_html(SCENES[name](engine), NAMES), path, browser)
            print(f"{path}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
