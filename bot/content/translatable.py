"""What there is to translate in a content folder: every text once, with the comments that its author left.

A comment in a file that begins with `# Translators:` holds for what stands under it; above a key of a step it holds for
that whole step, because a question is translated together with its choices.
"""

from bot.content.context import Context
from bot.content.problems import Path
from bot.content.texts import Spot, all_texts
from bot.content.yamlio import Document
from bot.i18n.message import UNTOLD, Message

MARK = "Translators:"


def messages(context: Context) -> tuple[Message, ...]:
    """All texts with their comments, in the order in which they are met: the start, words, other flows, offers."""
    comments = {file: translators(context, file) for file in context.sources.documents}
    found: dict[tuple[str, str], Message] = {}
    for spot in sorted(all_texts(context), key=lambda spot: spot.file != _start_file(context)):
        if spot.context and any(letter.isalpha() for letter in spot.text) and spot.text not in UNTOLD:
            message = Message(spot.context, spot.text, spot.plural, _told(spot, comments[spot.file]), spot.limit)
            found.setdefault(message.key, message)
    return tuple(found.values())


def translators(context: Context, file: str) -> dict[Path, str]:
    """Path -> comment, for every comment for translators in a file."""
    source = (context.sources.root / file).read_text(encoding="utf-8")
    return comments_of(context.sources.documents[file], source)


def comments_of(document: Document, source: str) -> dict[Path, str]:
    """The comments for translators in the text of a document, each under the path of what follows it."""
    paths: dict[int, Path] = {}
    for path, (at, _) in document.places.items():
        if at not in paths or len(path) < len(paths[at]):
            paths[at] = path
    found: dict[Path, str] = {}
    lines = source.splitlines()
    for number, line in enumerate(lines):
        text = line.strip().removeprefix("#").strip()
        if not (line.strip().startswith("#") and text.startswith(MARK)):
            continue
        words = [text.removeprefix(MARK).strip()]
        after = number + 1
        while after < len(lines) and lines[after].strip().startswith("#"):
            words.append(lines[after].strip().removeprefix("#").strip())
            after += 1
        if after + 1 in paths:
            path = paths[after + 1]
            found[path[:2] if path[0] == "steps" and len(path) == 3 else path] = f"{MARK} {' '.join(words)}"
    return found


def _start_file(context: Context) -> str:
    return context.flow_files.get(context.library.common.start, "")


def _told(spot: Spot, comments: dict[Path, str]) -> tuple[str, ...]:
    told = [text for path, text in comments.items() if spot.path[: len(path)] == path]
    if spot.form in ("label", "description") or spot.limit <= 72:
        told.append(f"At most {spot.limit} characters.")
    return tuple(told)
