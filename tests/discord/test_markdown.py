"""What people see of Discord's markdown."""

import pytest

from tests.discord.markdown import Alive, Span, framed, heading_of, line_of, lines_of, named, spans


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("plain text, with 2 * 3 and a_b_c", "plain text, with 2 * 3 and a_b_c"),
        (r"\*bold\* \_it\_ \`code\` \<@1> \~~x~~", "*bold* _it_ `code` <@1> ~~x~~"),
        (r"https\://a.example \:smile: \@everyone", "https://a.example :smile: @everyone"),
        (r"back\slash \\ twice", r"back\slash \ twice"),
        ("10:30:45 and a: b", "10:30:45 and a: b"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("\\- no list\n1\\. no number\n\\# no heading", "- no list\n1. no number\n# no heading"),
    ],
)
def test_a_plain_text_is_read_as_it_is(written: str, read: str) -> None:
    assert lines_of(written) == read


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("**bold**", "bold"),
        ("__under__", "under"),
        ("*em*", "em"),
        ("_em_", "em"),
        ("~~gone~~", "gone"),
        ("||hidden||", "hidden"),
        ("`code`", "code"),
        ("``a ` b``", "code"),
        ("https://evil.example/?a=1&b", "link"),
        ("<https://evil.example>", "link"),
        ("<mailto:/a@b.example>", "link"),
        ("[a friendly link](https://evil.example)", "link"),
        ("<@123>", "mention"),
        ("<@!123>", "mention"),
        ("<@&9>", "mention"),
        ("<#12345>", "mention"),
        ("</help:1>", "mention"),
        ("@everyone", "mention"),
        ("@here", "mention"),
        ("<t:0:R>", "time"),
        (":smile:", "emoji"),
        ("<a:party:123>", "emoji"),
    ],
)
def test_what_is_alive_is_found(written: str, kind: str) -> None:
    assert kind in {span.kind for span in spans(f"before {written} behind")}
    with pytest.raises(Alive):
        line_of(f"before {written} behind")


@pytest.mark.parametrize(
    "written", ["# x", "### x", "-# x", "- x", "* x", "1. x", "> x", ">>> x", "@silent x"]
)
def test_what_begins_a_line_is_found(written: str) -> None:
    with pytest.raises(Alive):
        lines_of(written)
    if not written.startswith("@"):
        with pytest.raises(Alive):
            lines_of(f"first\n{written}")


def test_headings_names_and_frames_are_read() -> None:
    assert heading_of(r"### Hello \*you\*") == "Hello *you*"
    assert heading_of("### **C#**") == "C#"
    assert heading_of("### C #") == "C"  # as it is shown
    assert heading_of("Hello") is None
    assert named(r"**Size** 3 \> 2") == ("Size", "3 > 2")
    assert named("Size 3") is None
    assert framed("```\n**as** it is <@1>\n```") == "**as** it is <@1>"
    assert framed("```\naˋˋˋb\n```") == "a```b"
    assert framed("```\na```b\n```") is None
    assert framed("no frame") is None
    assert spans(r"a \* **b**") == [Span("plain", "a * "), Span("bold", "b")]
    with pytest.raises(Alive):
        named("**Size** <@1>")
