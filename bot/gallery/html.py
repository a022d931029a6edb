"""Elements of HTML, written so that no text can be markup."""

from xml.etree import ElementTree

Element = ElementTree.Element


def el(tag: str, attributes: dict[str, str] | None = None, *inside: "Element | str | None") -> Element:
    """Make an element with texts and elements in it; None is left out."""
    made = Element(tag, attributes or {})
    for each in inside:
        if isinstance(each, Element):
            made.append(each)
        elif each and len(made):
            made[-1].tail = (made[-1].tail or "") + each
        elif each:
            made.text = (made.text or "") + each
    return made


def document(html: Element) -> str:
    """Write a whole page."""
    return "<!doctype html>\n" + ElementTree.tostring(html, encoding="unicode", method="html")
