"""The real content, loaded once for all tests that talk to it."""

from functools import cache

from bot.app import App, build


@cache
def app(pack: str = "") -> App:
    """The app as `thuiswijzer chat` builds it."""
    return build(pack=pack)
