"""What members type, as they typed it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.text import as_typed, escape, typable, typed
from tests.adapters.slack.reading import decoded
from tests.adapters.slack.test_render import text


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ("R&amp;D at AT&amp;T", "R&D at AT&T"),
        ("1 &lt; 2 &gt; 0", "1 < 2 > 0"),
        ("&amp;lt;", "&lt;"),
        ("&quot; &#60; & ;", "&quot; &#60; & ;"),
        ("<@U123|ben> helped", "<@U123|ben> helped"),
        ("<@W123> helped", "<@W123> helped"),
        ("<@U123|Ben Tan>", "<@U123|Ben_Tan>"),
        ("<!channel> <!here|here> <!everyone>", "@channel @here @everyone"),
        ("<!subteam^S123|@designers> <!subteam^S123>", "@designers @S123"),
        ("<#C123|general> <#C123|> <#C123>", "#general #C123 #C123"),
        ("<http://acme.com|acme.com>", "acme.com"),
        ("<https://acme.com/a?b=1&amp;c=2>", "https://acme.com/a?b=1&c=2"),
        ("<https://acme.com|Acme &amp; Co>", "Acme & Co"),
        ("<mailto:a@b.example|a@b.example> <mailto:a@b.example>", "a@b.example a@b.example"),
        ("<tel:+49301234|+49 30 1234>", "+49 30 1234"),
        ("<!date^1392734382^{date}|18 Feb 2014>", "18 Feb 2014"),
        ("&lt;!channel&gt; &lt;b&gt;", "<!channel> <b>"),
        ("<> < > <b> <a", "<> < > <b> <a"),
        ("<@ana>", "@ana"),
        ("", ""),
    ],
)
def test_what_slack_made_of_a_text_is_undone(sent: str, said: str) -> None:
    assert as_typed(sent) == said


@given(text)
def test_a_text_without_mentions_comes_back_whole(text: str) -> None:
    assert as_typed(escape(text)) == text
    assert decoded(escape(text)) == text


@given(st.text("<>@!#|&;^ UW1aé\n:/", max_size=40))
def test_whatever_comes_is_read(sent: str) -> None:
    assert isinstance(as_typed(sent), str)
    assert typed("/target", sent).startswith("/target")


@pytest.mark.parametrize(
    ("command", "sent", "line"),
    [
        ("/target", "add &quot;Acme&quot;", "/target add &quot;Acme&quot;"),
        ("/target", ' add "R&amp;D" confidence:4 ', '/target add "R&D" confidence:4'),
        ("/leaderboard", "", "/leaderboard"),
        ("/thanks", "<@U123|ben> for the intro", "/thanks <@U123|ben> for the intro"),
        ("/netlearn", "me profile", "/me profile"),
        ("/netlearn", "/me profile", "/me profile"),
        ("/netlearn", "/ me profile", "/me profile"),
        ("/Netlearn", "target add Acme", "/target add Acme"),
        ("/netlearn", "", "/help"),
        ("/netlearn", " / ", "/help"),
        ("/netlearn", "thanks <@U123> why\nnot", "/thanks <@U123> why\nnot"),
    ],
)
def test_the_line_for_the_dispatcher(command: str, sent: str, line: str) -> None:
    assert typed(command, sent) == line


@pytest.mark.parametrize(
    ("named", "here"),
    [
        ("/me quiet mutes it, (/me profile) too", "/netlearn me quiet mutes it, (/netlearn me profile) too"),
        ("/me", "/netlearn me"),
        ("“/me profile”: /meeting list", "“/netlearn me profile”: /meeting list"),
        ("/netlearn me quiet", "/netlearn me quiet"),
        ("me, he/me, /mentor, acme.example/me, //me", "me, he/me, /mentor, acme.example/me, //me"),
        ("nothing", "nothing"),
    ],
)
def test_a_command_that_slack_keeps_for_itself_is_named_as_it_is_typed(named: str, here: str) -> None:
    assert typable(named) == here
    assert typable(here) == here


def test_what_is_named_can_be_typed() -> None:
    command, rest = typable("/me quiet until:7:00").split(maxsplit=1)
    assert typed(command, rest) == "/me quiet until:7:00"
