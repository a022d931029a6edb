"""Uploaded files, which some time after the upload may be put into blocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.slack.server.errors import No
from tests.slack.server.world import Json, World

_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8")


@dataclass(eq=False)
class File:
    """A file; it is there once it was uploaded and the upload was declared complete."""

    id: str
    team: str
    name: str
    length: int
    alt_text: str
    contents: bytes = b""
    uploaded: bool = False
    complete: bool = False
    title: str = ""
    refusals: int = 0


class Files:
    """All files; `late` is how often each new one is refused in blocks before Slack has looked at it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._all: dict[str, File] = {}
        self.late = 0

    def expect(self, team: str, name: object, length: object, alt_text: object) -> File:
        """Announce a file."""
        if not isinstance(name, str) or not name:
            raise No("invalid_arguments", response_metadata={"messages": ["[ERROR] missing filename"]})
        if not str(length).isdecimal() or not int(str(length)):
            raise No("invalid_arguments", response_metadata={"messages": ["[ERROR] missing length"]})
        made = File(self._world.new_id("F"), team, name, int(str(length)), str(alt_text or ""))
        self._all[made.id] = made
        return made

    def upload(self, file_id: str, contents: bytes) -> bool:
        """Take a file's contents; False where they are not what was announced."""
        file = self._all.get(file_id)
        if file is None or file.uploaded or len(contents) != file.length:
            return False
        file.contents, file.uploaded = contents, True
        return True

    def complete(self, team: str, files: Any) -> list[File]:
        """Declare uploads complete."""
        if not isinstance(files, list) or not files:
            raise No("invalid_arguments", response_metadata={"messages": ["[ERROR] missing files"]})
        found = [self._uploaded(team, each.get("id")) for each in files]
        for file, each in zip(found, files, strict=True):
            file.complete, file.title, file.refusals = True, each.get("title") or file.name, self.late
        return found

    def get(self, file_id: str) -> File:
        """Give a file that is complete."""
        file = self._all.get(file_id)
        if file is None or not file.complete:
            raise No("file_not_found")
        return file

    def all(self) -> Sequence[File]:
        """Give every file that was ever announced."""
        return tuple(self._all.values())

    def wrong_in(self, team: str, blocks: Sequence[Json]) -> list[str]:
        """Find the files in blocks that cannot be shown there, or cannot be shown yet."""
        found = []
        for number, block in enumerate(blocks):
            for place, image in _images(block):
                file = self._all.get(str(image["slack_file"].get("id")))
                fit = file and file.complete and file.team == team and file.contents.startswith(_IMAGES)
                if file and fit and file.refusals:
                    file.refusals, fit = file.refusals - 1, False
                if not fit:
                    found.append(f"invalid slack file [json-pointer:/blocks/{number}{place}/slack_file]")
        return found

    def _uploaded(self, team: str, file_id: object) -> File:
        file = self._all.get(str(file_id))
        if file is None or not file.uploaded or file.team != team:
            raise No("file_not_found")
        return file


def _images(block: Json) -> list[tuple[str, Json]]:
    places = [("", block), ("/accessory", block.get("accessory"))]
    places += [(f"/elements/{n}", each) for n, each in enumerate(block.get("elements", ()))]
    return [(at, each) for at, each in places if isinstance(each, dict) and "slack_file" in each]
