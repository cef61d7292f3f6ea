"""The core decides and does nothing else: it imports the standard library only, and has no clock, chance or files."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

CORE = Path(__file__).parents[2] / "bot" / "core"
MODULES = sorted(CORE.glob("**/*.py"))

ALLOWED_PACKAGES = {"bot"}
FORBIDDEN_MODULES = {
    "asyncio", "gettext", "io", "locale", "logging", "os", "pathlib", "random", "secrets", "shutil", "socket",
    "sqlite3", "subprocess", "sys", "tempfile", "threading", "time", "uuid", "warnings",
}  # fmt: skip
"""Standard library, but it asks the world or changes it."""
FORBIDDEN_CALLS = {"open", "print", "input", "exec", "eval", "__import__", "breakpoint"}
FORBIDDEN_METHODS = {"now", "today", "utcnow", "fromtimestamp", "astimezone", "strftime"}
"""Of dates: these read the clock, the machine's time zone or its locale."""

LOAD_ALL = """
import importlib, pkgutil, sys
before = set(sys.modules)
import bot.core
for found in pkgutil.walk_packages(bot.core.__path__, "bot.core."):
    importlib.import_module(found.name)
print(*sorted(set(sys.modules) - before))
"""


def test_the_core_imports_the_standard_library_only() -> None:
    """Loading every module of the core brings in nothing but the standard library and the core itself."""
    ran = subprocess.run(
        [sys.executable, "-c", LOAD_ALL], cwd=CORE.parents[1], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = ran.stdout.split()
    packages = {name.partition(".")[0] for name in loaded}
    assert packages - sys.stdlib_module_names == ALLOWED_PACKAGES
    assert [name for name in loaded if name.startswith("bot.") and not name.startswith("bot.core")] == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_the_core_asks_nothing_of_the_world(module: Path) -> None:
    """Time, chance, language and content are arguments in the core; it opens, prints and logs nothing."""
    assert list(impurities(ast.parse(module.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import random", "line 1: random"),
        ("from time import monotonic", "line 1: time"),
        ("import datetime\ndatetime.datetime.now()", "line 2: now()"),
        ("open('x')", "line 1: open()"),
        ("import logging.handlers", "line 1: logging"),
    ],
)
def test_each_kind_of_impurity_is_seen(code: str, found: str) -> None:
    """The check above does find what it forbids."""
    assert list(impurities(ast.parse(code))) == [found]


def impurities(tree: ast.AST) -> list[str]:
    """What a module does that a pure one may not, each with its line."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name.partition(".")[0] for alias in node.names]
            found += [f"line {node.lineno}: {name}" for name in names if name in FORBIDDEN_MODULES]
        elif isinstance(node, ast.ImportFrom):
            name = (node.module or "").partition(".")[0]
            found += [f"line {node.lineno}: {name}"] if name in FORBIDDEN_MODULES else []
        elif isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name) and called.id in FORBIDDEN_CALLS:
                found.append(f"line {node.lineno}: {called.id}()")
            elif isinstance(called, ast.Attribute) and called.attr in FORBIDDEN_METHODS:
                found.append(f"line {node.lineno}: {called.attr}()")
    return found
