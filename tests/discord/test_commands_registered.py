"""What becomes of commands that are registered."""

from tests.discord.errors import Json
from tests.discord.raw import Raw
from tests.discord.server import DiscordServer

ADD: Json = {
    "name": "target",
    "description": "Companies",
    "name_localizations": {"de": "ziel"},
    "options": [
        {
            "type": 1,
            "name": "add",
            "description": "Add",
            "options": [
                {
                    "type": 3,
                    "name": "company",
                    "description": "Which",
                    "required": False,
                    "autocomplete": True,
                },
                {"type": 4, "name": "fit", "description": "How well", "min_value": 1, "choices": []},
            ],
        }
    ],
}
HELP: Json = {"name": "help", "description": "Help", "contexts": [0, 1]}


async def test_what_is_registered_again_unchanged_stays_as_it_is(server: DiscordServer, raw: Raw) -> None:
    path = f"/applications/{server.world.bot.id}/commands"
    first = (await raw.ask("PUT", path, [ADD, HELP])).body
    again = (await raw.ask("PUT", path, [HELP, ADD | {"description": "Firms"}])).body
    assert [each["id"] for each in again] == [first[1]["id"], first[0]["id"]]
    assert again[0]["version"] == first[1]["version"]
    assert again[1]["version"] != first[0]["version"]
    (company, fit) = first[0]["options"][0]["options"]
    assert company == {"type": 3, "name": "company", "description": "Which", "autocomplete": True}
    assert fit == {"type": 4, "name": "fit", "description": "How well", "min_value": 1}
    assert (first[1]["contexts"], first[0]["contexts"], first[0]["integration_types"]) == ([0, 1], None, [0])
    assert (await raw.ask("PUT", path, [])).body == []
    assert server.service.commands == {}


async def test_one_command_can_be_made_changed_and_deleted(server: DiscordServer, raw: Raw) -> None:
    path = f"/applications/{server.world.bot.id}/commands"
    made = await raw.ask("POST", path, ADD)
    assert (made.status, (await raw.ask("POST", path, ADD)).status) == (201, 200)
    one = f"{path}/{made.body['id']}"
    assert "name_localizations" not in (await raw.ask("GET", path)).body[0]
    assert (await raw.ask("GET", path + "?with_localizations=true")).body[0]["name_localizations"]
    assert (await raw.ask("PATCH", one, {"description": "Firms"})).body["description"] == "Firms"
    assert (await raw.ask("PATCH", one, {"name": "Not a name"})).code == 50035
    assert (await raw.ask("GET", one)).body["name"] == "target"
    assert (await raw.ask("DELETE", one)).status == 204
    assert (await raw.ask("DELETE", one)).code == 10063
    assert (await raw.ask("GET", "/applications/1/commands")).status == 401
    assert (await raw.ask("PUT", path, [HELP, HELP])).code == 50035
