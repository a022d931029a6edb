"""Discord's own description of its interface, by which every request and every answer of ours is checked.

The file is looked for beside the repository (`shared/specs/discord-openapi.json`) and in the folder that
NETLEARN_SPECS names. Where it is absent, this part is left out.
"""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft202012, Draft202012Validator, Registry, ValidationErrorKind

from tests.discord.errors import Json, Wrong

_ROOT = "urn:discord"
_CODES = {
    "maxLength": "BASE_TYPE_MAX_LENGTH",
    "minLength": "BASE_TYPE_MIN_LENGTH",
    "maxItems": "BASE_TYPE_BAD_LENGTH",
    "minItems": "BASE_TYPE_BAD_LENGTH",
    "required": "BASE_TYPE_REQUIRED",
    "enum": "BASE_TYPE_CHOICES",
    "falseSchema": "UNION_TYPE_CHOICES",
    "maximum": "NUMBER_TYPE_MAX",
    "minimum": "NUMBER_TYPE_MIN",
}


def file() -> Path | None:
    """Give the file, if it is there."""
    folder = os.environ.get("NETLEARN_SPECS") or str(Path(__file__).parents[3] / "shared" / "specs")
    found = Path(folder) / "discord-openapi.json"
    return found if found.exists() else None


def check_request(wrong: Wrong, route: str, body: Any) -> None:
    """Note what the description does not allow of a request such as "POST /channels/{channel_id}/messages"."""
    if validator := _of_request(route):
        _check(wrong, validator, body)


def check_answer(route: str, status: int, body: Any) -> None:
    """Raise an AssertionError if an answer is not one that Discord could give."""
    if validator := _of_answer(route, status):
        errors = [f"{error.instance_path}: {error.message}" for error in validator.iter_errors(body)]
        assert not errors, (route, status, errors)


def _check(wrong: Wrong, validator: Draft202012Validator, body: Any) -> None:
    for error in validator.iter_errors(body):
        path = tuple(error.instance_path)
        if isinstance(error.kind, ValidationErrorKind.Required):
            path = (*path, error.kind.property)
        wrong.at(path, _CODES.get(error.kind.name, "BASE_TYPE_INVALID"), error.message)


@cache
def _of_request(route: str) -> Draft202012Validator | None:
    operation = _operation(route)
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    return _validator(content["schema"]) if content else None


@cache
def _of_answer(route: str, status: int) -> Draft202012Validator | None:
    answer = _operation(route).get("responses", {}).get(str(status), {})
    content = answer.get("content", {}).get("application/json")
    return _validator(content["schema"]) if content else None


def _operation(route: str) -> Json:
    method, path = route.split(" ")
    found: Json = _described().get("paths", {}).get(path, {}).get(method.lower(), {})
    return found


@cache
def _described() -> Json:
    """Read the file: with ids that may be numbers, as Discord takes them, and unions told apart by `type`."""
    if not (found := file()):
        return {}
    described: Json = json.loads(found.read_text(encoding="utf-8"))
    schemas = described["components"]["schemas"]
    schemas["SnowflakeType"]["type"] = ["string", "integer"]
    for schema in (*schemas.values(), described["paths"]):
        _tell_apart(schema, schemas)
    return described


def _tell_apart(schema: Any, schemas: Json) -> None:
    """Choose by `type` in every union whose members differ by it: that says more of what is wrong."""
    if isinstance(schema, list):
        for each in schema:
            _tell_apart(each, schemas)
        return
    if not isinstance(schema, dict):
        return
    for key in ("oneOf", "anyOf"):
        by_type: dict[int, Json] = {}
        for each in schema.get(key, []):
            named = schemas.get(each.get("$ref", "").rpartition("/")[2], {}) if isinstance(each, dict) else {}
            for kind in named.get("properties", {}).get("type", {}).get("enum", []):
                by_type[kind] = each
        if len(by_type) > 1 and len(by_type) == len(schema[key]):
            del schema[key]
            schema["allOf"] = [*schema.get("allOf", []), _chosen(by_type)]
    for each in schema.values():
        _tell_apart(each, schemas)


def _chosen(by_type: dict[int, Json]) -> Json | bool:
    """Give a schema that is one of several, by the `type` of what it is to describe, and allows no other type."""
    chosen: Json | bool = False
    for kind, schema in by_type.items():
        of_it = {"type": "object", "required": ["type"], "properties": {"type": {"const": kind}}}
        chosen = {"if": of_it, "then": schema, "else": chosen}
    return chosen


@cache
def _registry() -> Registry:
    return Registry([(_ROOT, _described())], draft=Draft202012)


def _validator(schema: Json) -> Draft202012Validator:
    return Draft202012Validator(_absolute(schema), registry=_registry())


def _absolute(schema: Any) -> Any:
    """Point the references of an operation's own schema at the file."""
    match schema:
        case dict():
            return {key: _absolute(value) for key, value in schema.items()}
        case list():
            return [_absolute(each) for each in schema]
        case str() if schema.startswith("#/components/"):
            return _ROOT + schema
        case _:
            return schema


@cache
def _known_fields() -> dict[int, set[str]]:
    known: dict[int, set[str]] = {}
    for name, schema in _described().get("components", {}).get("schemas", {}).items():
        if "Component" in name and name.endswith("Request"):
            for kind in schema.get("properties", {}).get("type", {}).get("enum", []):
                known.setdefault(kind, set()).update(schema["properties"])
    return known


def unknown_fields(component: Json) -> set[str]:
    """Name the fields of a component that Discord's description does not have, and Discord would pass over."""
    known = _known_fields().get(component.get("type", 0))
    return set() if known is None else component.keys() - known
