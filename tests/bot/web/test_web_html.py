"""The pages without a browser: the record read back, the source view, and use without script."""

import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import httpx
import pytest
import yaml
from answers import HandMade

from bot.answer.question import Question
from bot.answer.record import Answer
from bot.receipts.kept import keep
from bot.store.answers import StoredAnswer
from bot.web.html import answer_fragment
from bot.web.markup import to_html
from bot.web.source_view import asked_span, passages
from bot.words import FOLDER, Words
from knowledge.knowledge_base import KnowledgeBase
from knowledge.source import Span

ASKED = ["Who pays?", "The city gives 8 million", "deadline?", "运行经费由谁出？", "市级出800万元"]


class Elements(HTMLParser):
    """Collects each element's name, attributes and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._open: list[tuple[str, list[str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        text: list[str] = []
        self.found.append((tag, dict(attrs), text))
        if tag not in {"meta", "link", "input", "br"}:
            self._open.append((tag, text))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, text in self._open:
            text.append(data)

    def of(self, tag: str, **wanted: str) -> list[tuple[dict[str, str | None], str]]:
        return [
            (attributes, "".join(text))
            for name, attributes, text in self.found
            if name == tag and all(attributes.get(k.rstrip("_")) == v for k, v in wanted.items())
        ]


def given(answer: Answer, knowledge: KnowledgeBase) -> StoredAnswer:
    """Return an answer as it is kept, with its receipt."""
    now = datetime.now(UTC)
    return StoredAnswer(1, 1, 0, keep(answer, knowledge, now), "", now, answer)


def fragment(answer: Answer, knowledge: KnowledgeBase) -> Elements:
    return Elements(answer_fragment(given(answer, knowledge), knowledge, "s2tw", "a1"))


@pytest.mark.parametrize("asked", ASKED)
def test_the_record_can_be_read_back_out_of_the_fragment(
    knowledge: KnowledgeBase, asked: str
) -> None:
    answer, _ = HandMade(knowledge).answer(Question(asked, id="q1"))
    page = fragment(answer, knowledge)
    ((article, _),) = page.of("article")
    assert article["data-status"] == answer.status
    assert article["data-route"] == answer.route
    assert article["lang"] == answer.language
    assert article["data-id"] == "q1"
    assert page.of("h2")[0][1] == answer.question
    quotes = page.of("blockquote")
    assert [text for _, text in quotes] == [citation.quote for citation in answer.citations]
    for (attributes, text), citation in zip(quotes, answer.citations, strict=True):
        start, end = int(attributes["data-start"] or 0), int(attributes["data-end"] or 0)
        assert knowledge.source.text[start:end] == text
        assert attributes["data-item"] == str(citation.item or "")
        assert attributes["data-section"] == citation.section
        assert attributes["lang"] == "en"
    for figure in answer.figures:
        rows = [row for row, _ in page.of("tr") if "data-key" in row]
        for side, values in (("inputs", figure.inputs), ("outputs", figure.outputs)):
            read = {
                row["data-key"]: json.loads(row["data-value"] or "")
                for row in rows
                if row["data-side"] == side
            }
            assert read == values
        assert page.of("div", class_="figure")[0][0]["data-citation"] == "1"
        assert [text for _, text in page.of("li")][: len(figure.working)] == list(figure.working)
    assert [text for _, text in page.of("span", class_="note-text")] == [
        note.text for note in answer.notes
    ]
    assert [a["value"] for a, _ in page.of("button", name="suggestion")] == list(answer.suggestions)


def test_figures_are_written_for_people(knowledge: KnowledgeBase) -> None:
    english, _ = HandMade(knowledge).answer(Question("The city gives 8 million"))
    cells = [text for _, text in fragment(english, knowledge).of("td")]
    assert cells == ["8,000,000 yuan", "8,000,000 yuan", "33.3333 % to 50 %"]
    chinese, _ = HandMade(knowledge).answer(Question("市级出800万元"))
    cells = [text for _, text in fragment(chinese, knowledge).of("td")]
    assert cells == ["800万元", "800万元", "33.3333%至50%"]


def test_what_people_write_is_never_markup(knowledge: KnowledgeBase) -> None:
    answer, _ = HandMade(knowledge).answer(Question('<img src=x onerror="alert(1)">'))
    assert "<img" not in answer_fragment(given(answer, knowledge), knowledge, "s2tw", "a1")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>\n"),
        ("**要点：**下文", "<p><strong>要点：</strong>下文</p>\n"),
        ("a **b** c **d**", "<p>a <strong>b</strong> c <strong>d</strong></p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("2 ** 3", "<p>2 ** 3</p>\n"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("[a](https://x.example)", "<p>[a](https://x.example)</p>\n"),
        ("![a](x)", "<p>![a](x)</p>\n"),
    ],
)
def test_answers_know_paragraphs_bold_and_lists_and_nothing_else(text: str, html: str) -> None:
    assert to_html(text) == html


@pytest.mark.parametrize("beside", [False, True])
def test_the_source_view_holds_every_character_and_marks_the_span(
    knowledge: KnowledgeBase, beside: bool
) -> None:
    text = knowledge.source.text
    for start, end in [(0, 5), (1_000, 1_200), (4_000, 8_000), (0, len(text))]:
        shown = list(passages(knowledge, Words("zh-Hans"), Span(start, end), beside))
        runs = [run for passage in shown for line in passage.lines for run in line.runs]
        whole = "".join(piece.text for run in runs for piece in run.pieces)
        assert whole == "".join(line for line in text.split("\n") if line.strip())
        marked = "".join(piece.text for run in runs if run.marked for piece in run.pieces)
        assert marked == "".join(line for line in text[start:end].split("\n") if line.strip())
        assert sum(run.first for run in runs) == 1


def test_the_source_page_marks_a_quote_and_anchors_every_item(
    client: httpx.Client, knowledge: KnowledgeBase
) -> None:
    item = knowledge.structure.item(10)
    assert item is not None
    address = f"/source?start={item.span.start}&end={item.span.end}"
    page = Elements(client.get(address).text)
    ((_, marked),) = page.of("mark", id="quote")
    assert marked == knowledge.source.quote(item.span)
    ids = [attributes["id"] for _, attributes, _ in page.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    for number in (1, 2, 10, 11, 12, 13, 14):
        assert f"item-{number}" in ids
    for link, _ in page.of("a"):
        if (link["href"] or "").startswith("#"):
            assert (link["href"] or "")[1:] in ids
    chinese = client.get(f"{address}&lang=zh-Hant").text
    assert "第十條" in chinese
    assert 'class="rendered" lang="zh-Hant"' in chinese


@pytest.mark.parametrize(
    "query",
    ["start=1", "end=5", "start=5&end=5", "start=9&end=3", "start=-1&end=4", "start=a&end=b",
     "start=0&end=999999", "start=1.5&end=9", "start=１&end=９", "start=&end=",
     "start=0&end=" + "9" * 9000],
)  # fmt: skip
def test_a_span_that_is_none_is_refused_with_a_way_on(client: httpx.Client, query: str) -> None:
    page = client.get(f"/source?{query}", headers={"Accept": "text/html"})
    assert page.status_code == 400
    assert "whole numbers" in page.text
    assert 'href="/source"' in page.text


def test_no_span_is_no_mark() -> None:
    assert asked_span(None, None, 10) is None


def test_without_script_a_page_comes_back_and_carries_the_thread_on(client: httpx.Client) -> None:
    home = client.get("/").text
    thread = re.search(r'name="thread" value="([^"]+)"', home)
    assert thread
    first = client.post("/ask", data={"thread": thread[1], "question": "Who pays?"})
    assert "<!doctype html>" in first.text
    assert Elements(first.text).of("blockquote")
    assert f'name="thread" value="{thread[1]}"' in first.text
    assert 'name="turn" value="Who pays?"' in first.text
    form = {"thread": thread[1], "turn": "Who pays?", "question": "", "suggestion": "And?"}
    assert "Before, you asked: Who pays?" in client.post("/ask", data=form).text
    forgotten = form | {"thread": "a-thread-the-server-forgot"}
    assert "Before, you asked: Who pays?" in client.post("/ask", data=forgotten).text
    assert client.get("/ask").headers["location"] == "/"


def test_an_error_keeps_the_question_that_was_typed(client: httpx.Client) -> None:
    page = client.post("/ask", data={"question": "explode"}, headers={"Accept": "text/html"})
    assert page.status_code == 500
    assert ">explode</textarea>" in page.text
    assert 'role="alert"' in page.text


@pytest.mark.parametrize(
    ("language", "label"),
    [("en", "Your question"), ("zh-Hans", "您的问题"), ("zh-Hant", "您的問題")],
)
def test_the_chosen_language_is_remembered(desk: str, language: str, label: str) -> None:
    with httpx.Client(base_url=desk, trust_env=False) as http:
        assert label in http.get(f"/?lang={language}").text
        again = http.get("/").text
        assert label in again
        assert f'<html lang="{language}">' in again


def test_the_page_says_once_that_it_is_unofficial(client: httpx.Client) -> None:
    home = client.get("/").text
    assert home.count("Unofficial.") == 1
    assert "press release of 18 January 2018" in home


def test_no_page_names_another_host_or_holds_script_or_style(client: httpx.Client) -> None:
    for path in ("/", "/source?start=0&end=30", "/nothing", "/rules", "/rules/co-funding"):
        page = Elements(client.get(path, headers={"Accept": "text/html"}).text)
        for name, attributes, text in page.found:
            assert name != "style"
            assert name != "script" or not "".join(text)
            assert not any(key == "style" or key.startswith("on") for key in attributes)
            for key in ("src", "href", "action"):
                assert not (attributes.get(key) or "/").startswith(("http", "//"))


@pytest.mark.parametrize("name", ["page", "rules", "trace"])
def test_both_languages_say_the_same_things(name: str) -> None:
    english, chinese = (
        yaml.safe_load((FOLDER / f"{name}.{language}.yaml").read_text("utf-8"))
        for language in ("en", "zh-Hans")
    )
    fields = {
        key: (set(re.findall(r"{(\w+)}", english[key])), set(re.findall(r"{(\w+)}", chinese[key])))
        for key in english
    }
    assert list(english) == list(chinese)
    assert [key for key, (en, zh) in fields.items() if en != zh] == []
