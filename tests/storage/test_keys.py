"""The key file: in memory only, renewed daily, and no key outlives what needs it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.storage.keys import DAY, KeyFile, KeyFileError, file_system, reduced, renewed
from bot.storage.seal import Ring

NOW = 20_000 * DAY + 500
MOUNTS = """\
21 1 254:1 / / rw - ext4 /dev/vda1 rw
22 21 0:20 / /run rw,nosuid - tmpfs tmpfs rw
23 21 254:2 / /run/user/data rw - ext4 /dev/vdb rw
24 21 0:21 / /mnt/with\\040space rw shared:1 - tmpfs tmpfs rw
25 21 254:3 / /mnt/over rw - ext4 /dev/vdc rw
26 25 0:22 / /mnt/over rw - tmpfs tmpfs rw
"""


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    """A table of mounts as Linux shows it."""
    file = tmp_path / "mountinfo"
    file.write_text(MOUNTS)
    return file


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/run/keys", "tmpfs"),
        ("/running/keys", "ext4"),
        ("/run/user/data/keys", "ext4"),
        ("/mnt/with space/keys", "tmpfs"),
        ("/mnt/over/keys", "tmpfs"),
    ],
)
def test_the_file_system_of_a_place_is_known(mounts: Path, path: str, kind: str) -> None:
    """The nearest mount counts, and of two at one point the later."""
    assert file_system(Path(path), mounts) == kind


def test_a_place_on_a_disk_is_refused(tmp_path: Path, mounts: Path) -> None:
    """In one line that says where instead; a machine that cannot tell is refused too."""
    for table in (mounts, tmp_path / "none"):
        with pytest.raises(KeyFileError, match="choose a place in memory"):
            KeyFile(Path("/var/keys.json"), mounts=table)
    KeyFile(Path("/run/keys.json"), mounts=mounts)


def keys(tmp_path: Path) -> KeyFile:
    """A key file in a folder of the test."""
    return KeyFile(tmp_path / "place" / "keys.json", allow_disk=True)


def test_keys_stay_the_same_all_day(tmp_path: Path) -> None:
    """For every process that opens the file, which only we may read."""
    first = keys(tmp_path).renew(NOW)
    assert keys(tmp_path).renew(NOW + 3600) == first
    file = tmp_path / "place" / "keys.json"
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_day_later_there_is_a_new_key_and_the_old_one_stays_until_nothing_needs_it(tmp_path: Path) -> None:
    """Then it is in no file any more."""
    held = keys(tmp_path)
    old = held.renew(NOW).days[0]
    both = held.renew(NOW + DAY)
    assert both.days[1] == old
    assert held.destroy(frozenset({old.mark}), NOW + DAY) == both
    assert held.destroy(frozenset(), NOW + DAY).days == both.days[:1]
    assert old.mark.hex() not in (tmp_path / "place" / "keys.json").read_text()
    assert held.ring().days == both.days[:1]


def test_todays_key_is_never_destroyed() -> None:
    """Also when nothing needs it yet."""
    ring = renewed(Ring((), ()), NOW, os.urandom)
    assert reduced(ring, frozenset()) == ring


def test_keys_of_weeks_overlap_by_one() -> None:
    """So that 7 days are always covered, and none is kept longer than 14."""
    ring = Ring((), ())
    for day in range(30):
        ring = renewed(ring, NOW + day * DAY, os.urandom)
        assert len(ring.weeks) == (1 if ring.weeks[0].made == (NOW // DAY) // 7 * 7 else 2)
        assert NOW // DAY + day - ring.weeks[-1].made < 14


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"days": [], "weeks": 3}', '{"days": [{"mark": "x"}], "weeks": []}', "\x00" * 50]
)
def test_a_damaged_file_is_one_clear_line(tmp_path: Path, text: str) -> None:
    """It names the file and nothing that is in it."""
    file = tmp_path / "place" / "keys.json"
    file.parent.mkdir()
    file.write_text(text)
    with pytest.raises(KeyFileError) as error:
        keys(tmp_path).renew(NOW)
    assert "keys.json cannot be used" in str(error.value)


def test_a_stop_while_writing_loses_no_key(tmp_path: Path) -> None:
    """The new file takes the place of the old one whole, or not at all."""
    first = keys(tmp_path).renew(NOW)
    (tmp_path / "place" / "keys.new").write_text('{"days"')
    assert keys(tmp_path).renew(NOW) == first
    assert keys(tmp_path).renew(NOW + DAY).days[1] == first.days[0]


def test_processes_that_begin_together_get_the_same_keys(tmp_path: Path, root: Path) -> None:
    """Whoever comes second waits and reads."""
    code = (
        "import sys; from pathlib import Path; from bot.storage.keys import KeyFile; "
        f"print(KeyFile(Path(sys.argv[1]), True).renew({NOW}).days[0].mark.hex())"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "keys.json")]
    started = [subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    assert len({one.communicate()[0] for one in started}) == 1
    assert len(json.loads((tmp_path / "keys.json").read_text())["days"]) == 1


def test_keys_must_be_read_before_they_are_used(tmp_path: Path) -> None:
    """A clear error instead of a ring without keys."""
    with pytest.raises(KeyFileError, match="not read yet"):
        keys(tmp_path).ring()
