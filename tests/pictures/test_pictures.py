"""Pictures of Slack: no text is lost or taken for HTML, and what cannot be drawn is named."""

import struct
import zlib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from bot.answer.engine import Engine
from tests.pictures.drawing import draw
from tests.pictures.markup import Json, UndrawableError
from tests.pictures.samples import BLOCKS, asked, message, mrkdwn, plain, rich, run
from tests.pictures.scenes import NAMES, SCENES
from tests.pictures.surfaces import WIDTH, Conversation, Form, Post, Surface, render_html

PEOPLE = {"U1": "Lin Mei", "C1": "general", "S1": "staff"}
HOSTILE = "<script>alert('1')</script> & \"<b>\" 甲"


class _Reader(HTMLParser):
    """Collects what a page shows."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]
        self._hidden = tag in ("style", "title")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        self.text += "" if self._hidden else data


def read(surface: Any) -> _Reader:
    reader = _Reader()
    reader.feed(render_html(surface, PEOPLE | NAMES))
    return reader


TEXTS = {
    "*bold* and _italic_ and ~gone~": ("bold and italic and gone", ["b", "i", "s"]),
    "*bold with _italic_ in it*": ("bold with italic in it", ["b", "i"]),
    "2 * 3 * 4, a_b_c, 中*文*字": ("2 * 3 * 4, a_b_c, 中*文*字", []),
    "`*code*` &lt;b&gt; &amp;amp;": ("*code* <b> &amp;", ["code"]),
    "<https://a.example?a=1&amp;b=2|the *label*> <https://b.example>": (
        "the *label* https://b.example", [],
    ),
    "<@U1> in <#C1> or <#C2|other>, <!here>": ("@Lin Mei in #general or #other, @here", []),
    "<!subteam^S1>, <!date^1^{date}|a day>, <mailto:a@b.example>": (
        "@staff, a day, a@b.example", [],
    ),
    "said\n&gt; quoted\n&gt; twice": ("saidquoted\ntwice", ["blockquote"]),
    "```\nx = *1*\n``` after": ("x = *1* after", ["pre"]),
}  # fmt: skip
UNDRAWABLE: list[tuple[Any, str]] = [
    (message({"type": "video"}), "block of type 'video'"),
    (message({"type": "actions", "elements": [{"type": "dial"}]}), "element of type 'dial'"),
    (message({"type": "section", "text": {"type": "prose", "text": "a"}}), "text of type 'prose'"),
    (message(rich(kind="rich_text_poem")), "part of type 'rich_text_poem'"),
    (message(rich({"type": "color", "value": "#fff"})), "element of type 'color'"),
    (message(rich(run("a", loud=True))), "style 'loud'"),
    (message({"type": "table", "rows": [[{"type": "chart"}]]}), "cell of type 'chart'"),
    (message(rich({"type": "user", "user_id": "U9"})), "U9"),
    ({"text": "<@U9>"}, "U9"),
    ({"text": "a", "attachments": [{"text": "b"}]}, "attachments"),
    ({"type": "workflow_step", "blocks": []}, "view of type 'workflow_step'"),
]


def all_texts(part: Any) -> Iterator[tuple[str, str]]:
    """Give the type and text of whatever holds one and is seen, at any depth."""
    if isinstance(part, (list, tuple)):
        for inner in part:
            yield from all_texts(inner)
    elif isinstance(part, dict):
        if isinstance(part.get("text"), str) and "type" in part:
            yield part["type"], part["text"]
        for name, inner in part.items():
            if not is_folded(name, part):
                yield from all_texts(inner)


def is_folded(name: str, part: Json) -> bool:
    """Tell whether a part shows only once something is pressed or emptied."""
    if name == "placeholder":
        return any(key.startswith("initial_") for key in part)
    return name == "confirm" or (name == "options" and str(part["type"]).endswith("_select"))


def letters(text: str) -> str:
    """Leave out what Markdown may take for marks."""
    return "".join(character for character in text if character.isalnum())


@pytest.mark.parametrize(("block", "texts"), BLOCKS, ids=lambda part: str(part)[:60])
def test_all_texts_of_a_block_are_seen(block: Json, texts: list[str]) -> None:
    seen = read(message(block)).text
    for text in texts:
        assert text in seen
    assert "what a screen reader says" not in seen


@pytest.mark.parametrize("text", TEXTS)
def test_mrkdwn_is_read_as_slack_reads_it(text: str) -> None:
    seen, tags = TEXTS[text]
    block = {"type": "section", "text": mrkdwn(text)}
    reader = read({"type": "home", "blocks": [block]})
    assert reader.text.endswith(f"About{seen}")
    assert [tag for tag in reader.tags if tag in ("b", "i", "s", "code", "pre", "blockquote")] == (
        tags
    )


@pytest.mark.parametrize(
    "block",
    [
        {"type": "markdown", "text": HOSTILE},
        {"type": "section", "text": plain(HOSTILE)},
        {"type": "section", "text": mrkdwn(HOSTILE.replace("<", "&lt;"))},
        rich(run(HOSTILE)),
        rich({"type": "link", "url": HOSTILE}),
        {"type": "table", "rows": [[{"type": "raw_text", "text": HOSTILE}]]},
        {"type": "image", "alt_text": HOSTILE},
        asked({"type": "plain_text_input", "initial_value": HOSTILE}, label=plain(HOSTILE)),
    ],
    ids=lambda block: str(block["type"]),
)
def test_text_is_never_html(block: Json) -> None:
    reader = read(message(block))
    assert HOSTILE in reader.text
    assert not {"script", "b"} & set(reader.tags)


def test_a_name_is_never_html() -> None:
    reader = read(Conversation(HOSTILE, (Post({"text": "a"}, HOSTILE, at=HOSTILE),)))
    assert reader.text.count(HOSTILE) == 3
    assert "script" not in reader.tags


@pytest.mark.parametrize(("surface", "named"), UNDRAWABLE, ids=lambda part: str(part)[:60])
def test_what_cannot_be_drawn_is_named(surface: Json, named: str) -> None:
    with pytest.raises(UndrawableError, match=named):
        render_html(surface, PEOPLE)


def test_a_thread_shows_who_says_what_to_whom() -> None:
    posts = (
        Post({"text": "<@UBOT> who pays?"}, "Tom Baker", at="10:01"),
        Post({"text": "Both."}, at="10:02"),
        Post({"text": "And more."}, at="10:02"),
        Post({"text": "Thanks"}, "Tom Baker", at="10:03", edited=True),
        Post({"text": "Was it of use?"}, at="10:04", private=True),
    )
    assert read(Conversation("# general", posts, thread=True)).text == (
        "Thread# general"
        "TBTom Baker10:01@Guideline Desk who pays?"
        "4 replies"
        "GDGuideline DeskAPP10:02Both."
        "And more."
        "TBTom Baker10:03Thanks (edited)"
        "GDOnly visible to youGuideline DeskAPP10:04Was it of use?"
    )


def test_a_form_shows_each_error_under_its_field() -> None:
    fields = [
        asked({"type": "plain_text_input"}, block_id=key, label=plain(key), hint=plain(f"{key}?"))
        for key in ("city", "district")
    ]
    view = {"type": "modal", "title": plain("Co-funding"), "submit": plain("Work out"),
            "close": plain("Cancel"), "blocks": fields}  # fmt: skip
    seen = read(Form(view, {"district": "No amount"})).text.replace("\u00a0", "_")
    assert seen == "Co-funding×city_city?district_! No amountdistrict?CancelWork out"
    assert "No amount" not in read(view).text


@pytest.mark.parametrize("name", SCENES)
def test_a_scene_of_the_docs_loses_no_text(name: str, engine: Engine) -> None:
    scene = SCENES[name](engine)
    seen = read(scene).text
    texts = list(all_texts(shown_in(scene)))
    for kind, text in texts:
        if kind == "markdown":
            assert letters(text) in letters(seen)
        elif kind == "mrkdwn":
            assert plainly(text) in seen
        else:
            assert text in seen
    assert texts


def shown_in(scene: Surface) -> list[Any]:
    """Return the blocks of each message of a scene, or its view."""
    if isinstance(scene, Conversation):
        return [post.message.get("blocks", ()) for post in scene.posts]
    return [scene.view if isinstance(scene, Form) else scene]


def plainly(text: str) -> str:
    """Return what a mrkdwn text of the desk's shows, its marks read by Slack's rules."""
    return read({"text": text}).text.partition("10:24")[2]


def test_a_page_loads_nothing() -> None:
    link = rich({"type": "link", "url": "https://a.example", "text": "label"})
    picture = {"type": "image", "alt_text": "chart", "image_url": "https://a.example/a.png"}
    surface = message(link, picture, {"type": "markdown", "text": "a [label](/b)"})
    assert [address for address in read(surface).addresses if address != "/b"] == []
    assert "url(" not in render_html(surface)


def test_a_drawn_picture_shows_something_and_overflows_nowhere(
    browser: Browser, tmp_path: Path
) -> None:
    long = "市级投入运行经费" * 40 + "w" * 400
    html = render_html(message(*(block for block, _ in BLOCKS), rich(run(long))), PEOPLE)
    draw(html, tmp_path / "drawn.png", browser)
    width, height, values = pixels(tmp_path / "drawn.png")
    assert width == WIDTH
    assert height > 1_000
    assert values > 100
    page = browser.new_page(viewport={"width": WIDTH, "height": 100})
    page.set_content(html)
    assert page.evaluate("document.documentElement.scrollWidth") == WIDTH
    page.close()


def pixels(path: Path) -> tuple[int, int, int]:
    """Return a PNG's width and height, and how many values its bytes take; blank has few."""
    data = path.read_bytes()
    width, height = struct.unpack(">II", data[16:24])
    packed, at = b"", 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        if data[at + 4 : at + 8] == b"IDAT":
            packed += data[at + 8 : at + 8 + length]
        at += length + 12
    return width, height, len(set(zlib.decompress(packed)))
