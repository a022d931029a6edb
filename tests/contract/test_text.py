"""What people write stays what they wrote: no name is a mention, no text is markup, nothing invisible passes."""

from tests.contract.stage import NAMES, Stage
from tests.contract.stages import ON_SQLITE
from tests.contract.story import card, form, newest, no

pytestmark = ON_SQLITE

MENTIONS = "<@U12345> <@!ben> <@ana|Ana> <@&9> <#C12345>"
NAMED = "@a peer @a peer @Ana <@&9> <#C12345>"
"""What becomes of mentions of people within a text: nobody reads a platform's ids."""
MARKUP = [
    "@everyone and @here",
    "<!channel> <!here> <!everyone|all>",
    MENTIONS,
    "<https://evil.example|a friendly link>",
    "[a friendly link](https://evil.example)",
    "https://evil.example/?a=1&b=2 <mailto:a@b.example>",
    "*bold* _italic_ ~gone~ `code`",
    "**bold** __under__ ||hidden|| ```block```",
    "> quoted # headed - listed 1. numbered",
    "\\*escaped\\* \\_twice\\_ \\\\",
    "&lt;escaped&gt; &amp;amp; &quot;",
    "<script>alert('x')</script><b>bold</b>",
    ":smile: <:party:123> <t:0:R> </help:1>",
    "%s %(name)s {0} {ctx.store} $HOME $(id)",
    "'; DROP TABLE asks; -- \" or 1=1",
    "ليلى الحداد ועוד משהו 24",
    "👩‍👩‍👧‍👦 🧑🏽‍🚀 🏴󠁧󠁢󠁳󠁣󠁴󠁿 ❤️",
    "Zoë — “Ærøskøbing”, naïve… 東京 №5",
]


def said(text: str) -> str:
    return text.replace(MENTIONS, NAMED)


async def fill_ask(stage: Stage, company: str, learn: str, offer: str = "") -> None:
    form(await stage.type("ana", "/intro ask"))
    values = {"Company": company, "What do you want to learn?": learn, "What could you offer them?": offer}
    card(await stage.fill("ana", values))
    await stage.settle()


async def test_markup_and_mentions_are_text_in_the_room(group: Stage) -> None:
    card(await group.type("cleo", "/group settings asks_per_week:50"))
    for typed in MARKUP:
        await fill_ask(group, typed, f"what they mean by {typed}", typed)
        shown, text = await newest(group, "ben"), said(typed)
        assert shown.headline == f"Ana Souza would like to meet someone at {text}"
        assert f"To learn: what they mean by {text} · 20 minutes" in shown.text
        assert f"In return: {text}" in shown.text


async def test_markup_and_mentions_are_text_in_private(group: Stage) -> None:
    card(await group.type("cleo", "/group settings asks_per_week:50"))
    for typed in MARKUP:
        form(await group.type("ana", "/me profile"))
        profile = card(await group.fill("ana", {"Name": typed[:60], "You in a few words": typed}))
        text = said(typed)
        assert profile.headline == f"Your profile: {text[:60].strip()}"
        await fill_ask(group, typed, f"what they mean by {typed}", typed)
        card(await group.press("ben", "I can introduce"))
        await group.settle()
        card(await group.press("ana", "Accept", "dm"))
        await group.settle()
        note = await newest(group, "ben", "dm")
        assert note.headline.startswith(text[:60].strip())
        assert note.to_copy.count(text) >= 4
        members = card(await group.type("ben", "/group members")).text
        assert text[:60].strip() in members


async def test_thanks_show_the_words_as_they_are(group: Stage) -> None:
    for peer, text in zip(("Ana", "Ben", "Dev", "Edda", "Femi"), MARKUP, strict=False):
        form(await group.type("cleo", f"/thanks @{peer}"))
        card(await group.fill("cleo", {"What for?": text}))
        await group.settle()
        assert f"“{said(text)}”" in (await newest(group, "ana")).text


async def test_no_mention_stands_for_a_person_who_is_not_there(group: Stage) -> None:
    before = {who: await group.seen(who, "room") for who in NAMES}
    for everyone in ("@everyone", "@here", "<!channel>", "<@U999>", "<@!U999|Ben>", "@"):
        no(await group.type("cleo", f"/thanks {everyone} for everything"))
    await group.settle()
    assert {who: await group.seen(who, "room") for who in NAMES} == before


async def test_nothing_invisible_or_controlling_is_kept(group: Stage) -> None:
    hidden = "Glo\x00be\x07x\u202e\u200b\u2066 \x1b[31mInc\u2069\ufeff"
    await fill_ask(group, hidden, f"how {hidden} works, and why")
    assert (await newest(group, "ben")).headline == "Ana Souza would like to meet someone at Globex [31mInc"


async def test_the_longest_texts_stand_where_they_were_written(group: Stage) -> None:
    company, name = "C" * 100, "N" * 80
    learn, offer, why = "learn" * 60, "offer" * 40, "w" * 300
    form(await group.type("ana", "/me profile"))
    card(await group.fill("ana", {"Name": name, "You in a few words": "a" * 160}))
    await fill_ask(group, company, learn, offer)
    shown = await newest(group, "ben")
    assert shown.headline.startswith(name)
    assert learn in shown.text
    assert offer in shown.text
    form(await group.type("ana", "/target add"))
    added = {"Company, or several with commas": company, "Why may they need you?": why}
    assert why in card(await group.fill("ana", added)).text
    card(await group.press("ben", "I can introduce"))
    await group.settle()
    card(await group.press("ana", "Accept", "dm"))
    await group.settle()
    note = (await newest(group, "ben", "dm")).to_copy
    for text in (company, name, learn, offer, "a" * 160):
        assert text in note
