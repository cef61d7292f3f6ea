"""How pages with commands are read, compared and renewed."""

from pathlib import Path

import pytest

from tests.console_blocks import commands, cut, same

PAGE = """# Page

```console
$ thuiswijzer check
No problems.

$ make test
```

```yaml
$ thuiswijzer no
```
"""


def test_commands_come_with_their_line_and_output(tmp_path: Path) -> None:
    """Each `$ ` line of a console block is a command; what stands under it is its output."""
    page = tmp_path / "page.md"
    page.write_text(PAGE, encoding="utf-8")
    found = [(command.line, command.command, command.output, command.ours) for command in commands(page)]
    assert found == [(4, "thuiswijzer check", "No problems.", True), (7, "make test", "", False)]


@pytest.mark.parametrize(
    ("shown", "actual", "alike"),
    [
        ("a\nb", "a\nb", True),
        ("a\n...\nc", "a\nb\nb\nc", True),
        ("...\nc", "a\nc", True),
        ("a\n...", "a\nb", True),
        ("a\n...\nd", "a\nb\nc", False),
        ("a", "a\nb", False),
    ],
)
def test_three_dots_stand_for_any_lines(shown: str, actual: str, alike: bool) -> None:
    """Output on a page may leave lines out, and only where it says so."""
    assert same(shown, actual) is alike


@pytest.mark.parametrize(
    ("shown", "actual", "renewed"),
    [
        ("a\nold\nc\n...\nz", "a\nnew\nc\nd\nz", "a\nnew\nc\n...\nz"),
        ("gone\n...\nz", "a\nz", "a\nz"),
        ("a\nold\n...\ngone\nz", "a\nnew\nb\nc\nz", "a\n...\nz"),
        ("a\n...", "a\nb", "a\n..."),
    ],
)
def test_renewing_keeps_the_dots_where_it_can(shown: str, actual: str, renewed: str) -> None:
    """New output takes the place of the old; where the lines beside the dots are gone, all of it is shown."""
    assert cut(shown, actual) == renewed
