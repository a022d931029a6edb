"""Files: announced, uploaded, declared complete, and only then shown in blocks, perhaps after a while."""

from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.server.server import SlackServer
from tests.slack.server.world import Json
from tests.slack.town import Town, refused

PNG = b"\x89PNG\r\n\x1a\n and so on"


def image(file: str) -> list[Json]:
    return [{"type": "image", "slack_file": {"id": file}, "alt_text": "what it shows"}]


async def announced(client: AsyncWebClient, contents: bytes = PNG) -> tuple[str, str]:
    answer = await client.files_getUploadURLExternal(filename="a.png", length=len(contents))
    return str(answer["file_id"]), str(answer["upload_url"])


async def uploaded(client: AsyncWebClient, contents: bytes = PNG) -> str:
    file, url = await announced(client, contents)
    async with ClientSession() as session, session.post(url, data=contents) as response:
        assert response.status == 200
    await client.files_completeUploadExternal(files=[{"id": file, "title": "A picture"}])
    return file


async def test_a_picture_is_uploaded_and_shown(
    server: SlackServer, client: AsyncWebClient, town: Town
) -> None:
    file = await uploaded(client)
    await client.chat_postMessage(channel=town.room.id, text="x", blocks=image(file))
    assert server.slack.files.get(file).contents == PNG
    address = f"{server.slack.address}/files-pri/{file}"
    async with ClientSession() as session:
        async with session.get(address, headers={"Authorization": f"Bearer {town.by.token}"}) as response:
            assert await response.read() == PNG
        async with session.get(address) as response:
            assert response.status == 401


async def test_the_sdk_uploads_a_picture_too(client: AsyncWebClient, town: Town) -> None:
    answer = await client.files_upload_v2(
        content=PNG, filename="a.png", channel=town.room.id, initial_comment="Look"
    )
    assert town.slack.files.get(answer["files"][0]["id"]).name == "a.png"
    assert [each.text for each in town.room.messages.values()] == ["Look"]


async def test_an_upload_is_what_was_announced_and_comes_once(client: AsyncWebClient) -> None:
    file, url = await announced(client)
    async with ClientSession() as session:
        for contents, status in ((PNG[:-1], 400), (PNG, 200), (PNG, 400)):
            async with session.post(url, data=contents) as response:
                assert response.status == status
    assert (await refused(client.files_completeUploadExternal(files=[{"id": "F404"}])))[0] == "file_not_found"
    await client.files_completeUploadExternal(files=[{"id": file}])


async def test_a_file_is_complete_before_it_is_shown(client: AsyncWebClient, town: Town) -> None:
    file, url = await announced(client)
    assert (await refused(client.files_completeUploadExternal(files=[{"id": file}])))[0] == "file_not_found"
    async with ClientSession() as session, session.post(url, data=PNG) as response:
        assert response.status == 200
    call = client.chat_postMessage(channel=town.room.id, text="x", blocks=image(file))
    assert "invalid slack file [json-pointer:/blocks/0/slack_file]" in (await refused(call))[1]["errors"]


async def test_only_pictures_of_this_workspace_are_shown(client: AsyncWebClient, town: Town) -> None:
    words = await uploaded(client, b"these are words")
    other = town.slack.install(town.slack.world.add_team("Others"))
    theirs = await uploaded(AsyncWebClient(other.token, base_url=client.base_url))
    for file in (words, theirs):
        call = client.chat_postMessage(channel=town.room.id, text="x", blocks=image(file))
        assert (await refused(call))[0] == "invalid_blocks"


async def test_a_new_file_may_be_refused_for_a_while(client: AsyncWebClient, town: Town) -> None:
    town.slack.files.late = 2
    file = await uploaded(client)
    for _ in range(2):
        call = client.chat_postMessage(channel=town.room.id, text="x", blocks=image(file))
        assert (await refused(call))[0] == "invalid_blocks"
    await client.chat_postMessage(channel=town.room.id, text="x", blocks=image(file))


async def test_a_file_has_a_name_and_a_length(client: AsyncWebClient) -> None:
    for filename, length in (("", 1), ("a.png", 0)):
        call = client.files_getUploadURLExternal(filename=filename, length=length)
        assert (await refused(call))[0] == "invalid_arguments"
    assert (await refused(client.files_completeUploadExternal(files=[])))[0] == "invalid_arguments"
