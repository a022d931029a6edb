import pytest

from bot.core.call import Call
from bot.core.card import Button
from bot.core.paging import PAGE, Page, more, skip

CALL = Call.to("target list")


@pytest.mark.parametrize(
    ("rows", "number", "shown", "pages"),
    [
        (0, 1, (1, 0), 1),
        (0, 7, (1, 0), 1),
        (1, 1, (1, 1), 1),
        (PAGE, 1, (1, PAGE), 1),
        (PAGE + 1, 1, (1, PAGE), 2),
        (PAGE + 1, 2, (2, 1), 2),
        (PAGE + 1, 3, (2, 1), 2),
        (PAGE + 1, 0, (1, PAGE), 2),
        (PAGE + 1, -5, (1, PAGE), 2),
        (500, 100_000, (50, PAGE), 50),
    ],
)
def test_a_page_is_cut_out_of_a_list(rows: int, number: int, shown: tuple[int, int], pages: int) -> None:
    page = Page.of(range(rows), number)
    assert ((page.number, len(page.rows)), page.total, page.pages) == (shown, rows, pages)
    assert list(page.rows) == list(range(rows))[skip(page.number) :][:PAGE]


@pytest.mark.parametrize(
    ("rows", "number", "labels"),
    [
        (0, 1, []),
        (PAGE, 1, []),
        (25, 1, ["Next page (2 of 3)"]),
        (25, 2, ["Next page (3 of 3)", "Previous page"]),
        (25, 3, ["Previous page"]),
    ],
)
def test_buttons_turn_the_pages(rows: int, number: int, labels: list[str]) -> None:
    page = Page.of(range(rows), number)
    turning, other = more(page, CALL), more(page, CALL, Button("Add", Call.to("target add")))
    assert [button.label for button in (turning.buttons if turning else ())] == labels
    assert other
    assert [button.label for button in other.buttons] == [*labels, "Add"]


def test_a_turned_page_is_the_next_and_the_previous_one() -> None:
    turning = more(Page.of(range(25), 2), CALL)
    assert turning
    assert [button.call for button in turning.buttons] == [CALL.having(page=3), CALL.having(page=1)]


@pytest.mark.parametrize(("number", "rows"), [(-1, 0), (0, 0), (1, 0), (2, PAGE), (3, 2 * PAGE)])
def test_so_many_rows_stand_before_a_page(number: int, rows: int) -> None:
    assert skip(number) == rows
