"""The house rules that no other tool checks, read from the source."""

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "adapters", "storage")
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
MIGRATIONS = ROOT / "storage" / "migrations"
LONGEST = 400
Function = ast.FunctionDef | ast.AsyncFunctionDef

every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(parsed(path)) if isinstance(node, ast.Call))


def test_there_are_files_to_check() -> None:
    assert {path.parts[len(ROOT.parts)] for path in FILES} == set(PACKAGES)


@every_file
def test_only_the_unit_of_work_commits(path: Path) -> None:
    commits = [
        call for call in calls(path) if isinstance(call.func, ast.Attribute) and call.func.attr == "commit"
    ]
    assert len(commits) == (path == ROOT / "storage" / "database.py")


@every_file
def test_the_environment_is_read_in_one_file(path: Path) -> None:
    names = {"environ", "environb", "getenv", "getenvb"}
    reads = [
        node
        for node in ast.walk(parsed(path))
        if (isinstance(node, ast.Attribute) and node.attr in names)
        or (isinstance(node, ast.ImportFrom) and {each.name for each in node.names} & names)
        or (
            isinstance(node, ast.ClassDef) and any("BaseSettings" in ast.unparse(base) for base in node.bases)
        )
    ]
    assert bool(reads) == (path == ROOT / "bot" / "settings.py")


@every_file
def test_a_file_is_one_thought(path: Path) -> None:
    if MIGRATIONS not in path.parents:
        assert len(path.read_text("utf-8").splitlines()) <= LONGEST


def test_nothing_is_built_at_import() -> None:
    """Import everything where engines, pools, threads, loops, applications, registries and settings explode."""
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in FILES
        if MIGRATIONS not in path.parents
    ]
    modules = [name.removesuffix(".__init__") for name in modules]
    script = f"""
import asyncio, concurrent.futures, threading
import aiohttp.web, sqlalchemy
import bot.settings, bot.core.registry, storage.database

def explode(*args, **kwargs):
    raise AssertionError("built at import")

asyncio.new_event_loop = asyncio.Runner = explode
threading.Thread.start = explode
for built in (
    concurrent.futures.ThreadPoolExecutor, aiohttp.web.Application, sqlalchemy.Engine, bot.settings.Settings,
    bot.core.registry.Registry, storage.database.Database,
):
    built.__init__ = explode
for name in {modules!r}:
    __import__(name)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def decorated(path: Path) -> Iterator[str]:
    """Give the commands that a file declares."""
    for call in calls(path):
        if isinstance(call.func, ast.Name) and call.func.id == "command" and call.args:
            first = call.args[0]
            assert isinstance(first, ast.Constant), "a command's name is written where it is declared"
            yield str(first.value)


def test_names_of_commands_are_unique() -> None:
    names = Counter(name for path in (ROOT / "bot" / "commands").glob("*.py") for name in decorated(path))
    assert len(names) > 20
    assert [name for name, times in names.items() if times > 1] == []


def test_commands_are_declared_in_their_folder_alone() -> None:
    elsewhere = [path for path in FILES if path.parent.name != "commands"]
    assert [path for path in elsewhere if [*decorated(path)]] == []


# Docstrings: ruff asks for those of modules, classes and functions; here are the methods.


def classes(path: Path) -> Iterator[ast.ClassDef]:
    return (node for node in ast.walk(parsed(path)) if isinstance(node, ast.ClassDef))


def methods(of: ast.ClassDef) -> Iterator[Function]:
    return (node for node in of.body if isinstance(node, Function) and not node.name.startswith("_"))


def is_protocol(of: ast.ClassDef) -> bool:
    return any(ast.unparse(base).partition("[")[0] == "Protocol" for base in of.bases)


@cache
def promised() -> frozenset[str]:
    """Give the names of all methods that some Protocol documents."""
    protocols = (each for path in FILES for each in classes(path) if is_protocol(each))
    return frozenset(method.name for each in protocols for method in methods(each))


@every_file
def test_a_method_says_what_it_does_or_fills_a_protocol_that_does(path: Path) -> None:
    silent = [
        f"{each.name}.{method.name}"
        for each in classes(path)
        for method in methods(each)
        if not ast.get_docstring(method)
        and (is_protocol(each) or method.name not in promised())
        and not each.name.startswith("_")
        and not foreign(each)
    ]
    assert silent == []


def foreign(of: ast.ClassDef) -> bool:
    """Tell whether a class fills what a library documents."""
    bases = " ".join(map(ast.unparse, of.bases))
    return any(name in bases for name in ("TypeDecorator", "LoggerAdapter"))


@every_file
def test_a_docstring_begins_with_a_sentence(path: Path) -> None:
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    texts = (ast.get_docstring(node) for node in ast.walk(parsed(path)) if isinstance(node, documented))
    assert [text for text in texts if text and not text.splitlines()[0].endswith(".")] == []
