"""What others publish about blocks: the SDK's own checks, and the schema made from @slack/types.

The schema lies in a folder beside the repository, or in the one that NETLEARN_SPECS names. Where it is not,
only the SDK's checks are made, and `SCHEMA` is None.
"""

import json
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft7Validator, ValidationError, ValidationErrorKind
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from tests.slack.server.world import Json


def _folder() -> Path:
    beside = Path(__file__).parents[4] / "shared" / "specs"
    return Path(os.environ.get("NETLEARN_SPECS", beside))


def _find() -> Path | None:
    file = _folder() / "slack-blocks.schema.json"
    return file if file.is_file() else None


SCHEMA = _find()


def wrong_blocks(blocks: list[Json], at: str = "/blocks") -> list[str]:
    """Find what SDK and schema have against blocks."""
    found = []
    for number, block in enumerate(blocks):
        found += [f"{each} [json-pointer:{at}/{number}]" for each in _wrong_block(json.dumps(block))]
    return found


def wrong_view(spec: Json) -> list[str]:
    """Find what SDK and schema have against a view."""
    try:
        View(**spec).validate_json()
    except (SlackObjectFormationError, TypeError) as error:
        return [f"{error} [json-pointer:/view]"]
    definition = "HomeView" if spec["type"] == "home" else "ModalView"
    shell = [f"{each} [json-pointer:/view]" for each in _against(definition, {**spec, "blocks": []})]
    return shell + wrong_blocks(spec["blocks"], "/view/blocks")


@cache
def _wrong_block(encoded: str) -> tuple[str, ...]:
    block = json.loads(encoded)
    try:
        parsed = Block.parse(block)
        if parsed is None:
            return (f"unknown to the SDK: {block['type']}",)
        parsed.validate_json()
    except (SlackObjectFormationError, TypeError) as error:  # TypeError: a property that it does not know
        return (str(error),)
    definition = _definitions().get(block["type"])
    return _against(definition, block) if definition else ()


def _against(definition: str, value: Json) -> tuple[str, ...]:
    check = _validator(definition)
    return check(value) if check else ()


@cache
def _validator(definition: str) -> Callable[[Any], tuple[str, ...]] | None:
    if SCHEMA is None:
        return None
    validator = Draft7Validator({"$ref": f"#/definitions/{definition}", "definitions": _schema()})

    def check(value: Any) -> tuple[str, ...]:
        found = [_deepest(error) for error in validator.iter_errors(value)]
        return tuple(f"{error.instance_path}: {error.message[:200]}" for error in found[:1])

    return check


def _deepest(error: ValidationError) -> ValidationError:
    """Give, of what fits none of several schemas, what is nearest to fitting one: the error that lies deepest."""
    if not isinstance(error.kind, ValidationErrorKind.AnyOf):
        return error
    inner = (_deepest(each) for errors in error.kind.context for each in errors)
    return max(inner, key=lambda each: len(each.instance_path), default=error)


@cache
def _schema() -> Json:
    schema: Json = json.loads(SCHEMA.read_text(encoding="utf-8"))["definitions"] if SCHEMA else {}
    return schema


@cache
def _definitions() -> dict[str, str]:
    """Give the definition of each kind of block, so that not every kind is tried for each."""
    found = {}
    for reference in _schema().get("KnownBlock", {}).get("anyOf", ()):
        name = reference["$ref"].rpartition("/")[2]
        shapes = _schema()[name].get("anyOf", [_schema()[name]])
        for shape in shapes:
            found[shape["properties"]["type"]["const"]] = name
    return found
