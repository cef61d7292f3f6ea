"""A token bucket: so many at once, and then so many a second. Pure but for what it remembers."""

from bot.delivery.courier import Pace


class Bucket:
    """A token bucket. `wait` says how long to wait for a token, and takes it."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._tokens = float(pace.at_once)
        self._at = 0.0

    def wait(self, now: float) -> float:
        """Seconds until the token that this call takes is there; `now` in seconds of any clock that never goes back."""
        self._tokens = min(self._pace.at_once, self._tokens + (now - self._at) * self._pace.a_second)
        self._at = now
        self._tokens -= 1
        return max(0.0, -self._tokens / self._pace.a_second)

    def full_at(self, now: float) -> bool:
        """True when nothing was taken for so long that the bucket may be forgotten."""
        return self._tokens + (now - self._at) * self._pace.a_second >= self._pace.at_once
