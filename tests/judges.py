"""The outside specifications in `../shared/judges`, as tests ask them; neither they nor their data are copied here.

They are loaded when a test first asks. A user's checkout has no such folder: the tests that need it are skipped with
that reason. In CI it is always there, so there its absence is a failure.
"""

import importlib.util
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FOLDER = Path(__file__).parent.parent.parent / "shared" / "judges"


def telegram_problems(method: str, params: Mapping[str, Any]) -> list[str]:
    """Every reason why the Bot API would refuse a call; `params` as decoded JSON without None."""
    found: list[str] = _module("telegram_calls").problems(method, dict(params))
    return found


def whatsapp_problems(message: Mapping[str, Any]) -> list[str]:
    """Every reason why the Cloud API would refuse the JSON body of a message.

    `biz_opaque_callback_data` is left out: the API takes it in every message (at most 512 characters), the published
    description forgot it, which is judged here instead.
    """
    judged = dict(message)
    opaque = judged.pop("biz_opaque_callback_data", "")
    if not isinstance(opaque, str) or len(opaque) > 512:
        return ["biz_opaque_callback_data: not a text of at most 512 characters"]
    found: list[str] = _module("whatsapp_messages").problems(judged)
    return found


def webhook_examples() -> list[dict[str, Any]]:
    """The webhook payloads that Meta's own description gives as examples."""
    found: list[dict[str, Any]] = _module("whatsapp_messages").webhook_examples()
    return found


def _module(name: str) -> ModuleType:
    path = FOLDER / f"{name}.py"
    if path.is_file():
        return _loaded(path)
    reason = "the outside specifications are not in this checkout: no folder ../shared/judges"
    if "CI" in os.environ:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@cache
def _loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"judge_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
