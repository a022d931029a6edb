"""The page: one file, nothing from elsewhere, and no text of a member's that could be markup."""

import re
from html.parser import HTMLParser

import pytest

from bot.gallery import Exhibit
from bot.gallery.html import document, el

ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "header", "nav", "main", "section", "article", "div", "h1", "h2",
    "h3", "h4", "p", "ul", "li", "a", "dl", "dt", "dd", "figure", "figcaption", "small", "details", "summary", "span",
    "picture", "source", "img", "blockquote", "button", "select", "option", "input", "textarea", "footer",
}  # fmt: skip


class Reader(HTMLParser):
    """Reads a page as a browser does."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


def test_no_text_becomes_markup(read: Reader) -> None:
    assert read.tags <= ALLOWED
    assert not [name for name, _ in read.attributes if name.startswith("on")]
    assert "</style><script>alert(1)</script>" in read.text
    assert "<!channel> @everyone *Ana* <@U1>" in read.text


def test_nothing_comes_from_elsewhere(read: Reader, html: str) -> None:
    for name, value in read.attributes:
        if name in ("src", "srcset"):
            assert value.startswith("data:image/png;base64,")
        if name == "href":
            assert value.startswith("#")
    style = html[html.index("<style>") : html.index("</style>")]
    assert not re.search(r"url\(|@import", style)


def test_every_exhibit_is_on_the_page_and_in_its_index(read: Reader, everything: list[Exhibit]) -> None:
    wanted = {each.chapter for each in everything} | {f"{each.chapter}.{each.title}" for each in everything}
    assert sorted(read.ids) == sorted(wanted)
    assert {value[1:] for name, value in read.attributes if name == "href"} == wanted


def test_a_picture_has_its_text_and_a_dark_twin(read: Reader) -> None:
    said = [value for name, value in read.attributes if name == "alt"]
    assert any(each.startswith("Bars of the points") for each in said)
    light, dark = ([value for name, value in read.attributes if name == which] for which in ("src", "srcset"))
    assert len(light) == len(dark) == len(said)
    assert not set(light) & set(dark)


def test_what_looks_the_same_is_shown_once_and_named(html: str) -> None:
    assert "that look the same" in html


def test_texts_stay_where_they_are_written() -> None:
    line = el("p", {"title": '"<'}, "a & b ", el("b", {}, "<c>"), " d", None, "e")
    assert document(line) == '<!doctype html>\n<p title="&quot;<">a &amp; b <b>&lt;c&gt;</b> de</p>'
