"""The gallery as one page of HTML that needs no other address: light and dark, on a phone as on a desk."""

from base64 import b64encode
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import adapters.web
from bot.core.card import Card, Picture
from bot.core.charts import Chart, digest
from bot.gallery.elements import Addresses, card_element, form_element
from bot.gallery.exhibit import Exhibit
from bot.gallery.flavours import FLAVOURS, REALISTIC
from bot.gallery.html import Element, document, el
from bot.pictures import Pictures

SIMULATOR = Path(adapters.web.__file__).parent / "static" / "css"
STYLES = (
    *(SIMULATOR / name for name in ("base.css", "posts.css", "forms.css")),
    Path(__file__).with_name("page.css"),
)
INTRODUCTION = (
    "Every card and every form of Netlearn, as the code makes them now. Each is shown as a group of friends "
    "would fill it, with one thing changed at a time, and folded below with contents that are hard to show."
)
ORDINARY = ("empty", REALISTIC.name)


async def page(exhibits: Iterable[Exhibit]) -> str:
    """Write the page, with every picture drawn once."""
    shown = list(exhibits)
    pictures = await _draw(shown)
    chapters = [(name, list(of)) for name, of in groupby(shown, lambda each: each.chapter)]
    return document(
        el(
            "html", {"lang": "en"},
            el(
                "head", {},
                el("meta", {"charset": "utf-8"}),
                el("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
                el("meta", {"name": "color-scheme", "content": "light dark"}),
                el("title", {}, "Netlearn: gallery"),
                el("style", {}, "\n".join(path.read_text("utf-8") for path in STYLES)),
            ),
            el(
                "body", {},
                el("header", {"class": "top"}, el("h1", {}, "Gallery"), el("p", {}, INTRODUCTION), _flavours()),
                el("nav", {"class": "index", "aria-label": "Cards and forms"}, *(_index(*each) for each in chapters)),
                el("main", {}, *(_chapter(*each, pictures) for each in chapters)),
            ),
        )
    )  # fmt: skip


async def _draw(exhibits: Iterable[Exhibit]) -> Addresses:
    cards = [each.shown for each in exhibits if isinstance(each.shown, Card)]
    charts = {digest(b.chart): b.chart for card in cards for b in card.blocks if isinstance(b, Picture)}

    async def address(chart: Chart, *, dark: bool) -> str:
        return f"data:image/png;base64,{b64encode(await drawn.png(chart, dark=dark)).decode()}"

    async with Pictures() as drawn:
        return {
            name: (await address(chart, dark=False), await address(chart, dark=True))
            for name, chart in charts.items()
        }


def _flavours() -> Element:
    named = (
        el("div", {}, el("dt", {}, each.name), el("dd", {}, each.about))
        for each in FLAVOURS
        if each.name not in ORDINARY
    )
    return el("dl", {"class": "flavours"}, *named)


def _index(chapter: str, exhibits: list[Exhibit]) -> Element:
    titles = dict.fromkeys(each.title for each in exhibits)
    links = (el("li", {}, el("a", {"href": f"#{chapter}.{title}"}, _spoken(title))) for title in titles)
    return el("section", {}, el("h2", {}, el("a", {"href": f"#{chapter}"}, chapter)), el("ul", {}, *links))


def _chapter(chapter: str, exhibits: list[Exhibit], pictures: Addresses) -> Element:
    sections = (_section(list(of), pictures) for _, of in groupby(exhibits, lambda each: each.title))
    return el("section", {"id": chapter, "class": "chapter"}, el("h2", {}, chapter), *sections)


def _section(exhibits: list[Exhibit], pictures: Addresses) -> Element:
    first = exhibits[0]
    plain = [each for each in exhibits if each.flavour in ORDINARY]
    hard = [each for each in exhibits if each.flavour not in ORDINARY]
    summary = el("summary", {}, f"With hard contents ({len(hard)})")
    return el(
        "section", {"id": f"{first.chapter}.{first.title}", "class": "kind"},
        el("h3", {}, _spoken(first.title)),
        el("p", {"class": "quiet"}, first.about.replace("`", "")),
        _wall(plain, pictures),
        el("details", {}, summary, _wall(hard, pictures)) if hard else None,
    )  # fmt: skip


def _wall(exhibits: list[Exhibit], pictures: Addresses) -> Element:
    return el("div", {"class": "wall"}, *(_figure(each, pictures) for each in exhibits))


def _figure(exhibit: Exhibit, pictures: Addresses) -> Element:
    shown = exhibit.shown
    element = card_element(shown, pictures) if isinstance(shown, Card) else form_element(shown)
    said = (exhibit.variant,) if exhibit.flavour == REALISTIC.name else (exhibit.flavour, exhibit.variant)
    caption = " · ".join(filter(None, said)) or exhibit.flavour
    same = el("small", {"title": "\n".join(exhibit.same)}, f" and {len(exhibit.same)} that look the same")
    return el("figure", {}, el("figcaption", {}, _spoken(caption), same if exhibit.same else None), element)


def _spoken(name: str) -> str:
    return name.replace("_", " ")
