"""Charts are data: equal charts have one name everywhere, different ones differ."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bot.core.charts import Bar, BarChart, Chart, digest
from bot.pictures import picture_key

ADAPTER = TypeAdapter[Chart](Chart)
BEN = Bar("Ben", 5)
CHART = BarChart("Help this week", "points", (BEN, Bar("Ana", 2, "first help", highlight=True)))


def test_the_digest_is_the_same_in_every_process_and_release() -> None:
    assert digest(CHART) == "aade51a2c8391dad9d0acac61ff0b227"


def test_the_digest_changes_with_everything_that_is_shown() -> None:
    others = [
        replace(CHART, title="Help this month"),
        replace(CHART, unit="thanks"),
        replace(CHART, bars=CHART.bars[::-1]),
        replace(CHART, bars=CHART.bars[:1]),
        *(
            replace(CHART, bars=(bar, CHART.bars[1]))
            for bar in (
                replace(BEN, name="Bén"),
                replace(BEN, value=6),
                replace(BEN, note="x"),
                replace(BEN, highlight=True),
            )
        ),
    ]
    assert len({digest(chart) for chart in (CHART, *others)}) == len(others) + 1


def test_the_key_tells_light_from_dark() -> None:
    assert picture_key(CHART) == picture_key(replace(CHART))
    assert picture_key(CHART) != picture_key(CHART, dark=True)


@given(
    st.builds(BarChart, st.text(), st.text(), st.lists(st.builds(Bar, st.text(), st.integers())).map(tuple))
)
def test_a_chart_survives_json(chart: BarChart) -> None:
    again = ADAPTER.validate_json(ADAPTER.dump_json(chart))
    assert again == chart
    assert digest(again) == digest(chart)
