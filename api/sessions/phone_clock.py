"""The phone's clock against ours: whatever it says, a session's time goes on evenly."""

import dataclasses
import math
from dataclasses import dataclass

_JUMP_S = 60.0
_SAME_OFFSET_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneClock:
    """What to add to a phone's times to get the session's.

    The session's time starts at the server's time of the first batch and then follows the phone: a replay may
    run faster or slower. Only a jump of the phone's clock changes the offset.

    Parameters
    ----------
    offset_s : int
        Added to the phone's times [s]. Whole, so that adding it neither splits nor joins seconds; rounded up, so that
        the session's time never begins before the session.
    newest_s : float or None
        The latest session time heard [s]; None before the first batch.
    received_unix_s : float
        When the batch that held it came, server's clock [s].
    suspect : tuple of float or None
        Newest phone time and implied offset of a batch that was late as a whole: late, or a clock put back?
    """

    offset_s: int = 0
    newest_s: float | None = None
    received_unix_s: float = 0.0
    suspect: tuple[float, float] | None = None

    def receive(self, newest_phone_s: float, now_unix_s: float, *, late_s: float) -> "PhoneClock":
        """Return the clock after a batch whose newest reading has this phone time [s].

        Parameters
        ----------
        now_unix_s : float
            When the batch came, server's clock [s].
        late_s : float
            Lateness that is put back in order [s].
        """
        if self.newest_s is None:
            return PhoneClock(
                offset_s=math.ceil(now_unix_s - newest_phone_s),
                newest_s=newest_phone_s + math.ceil(now_unix_s - newest_phone_s),
                received_unix_s=now_unix_s,
            )
        ahead_s = newest_phone_s + self.offset_s - self.newest_s
        if ahead_s > self._elapsed_s(now_unix_s) + _JUMP_S:
            return self._jumped(newest_phone_s, now_unix_s)
        if ahead_s >= -late_s:
            newest_s = max(self.newest_s, newest_phone_s + self.offset_s)
            return dataclasses.replace(self, newest_s=newest_s, received_unix_s=now_unix_s, suspect=None)
        implied_s = now_unix_s - newest_phone_s
        if self.suspect and newest_phone_s > self.suspect[0] and abs(implied_s - self.suspect[1]) < _SAME_OFFSET_S:
            return self._jumped(newest_phone_s, now_unix_s)
        return dataclasses.replace(self, suspect=(newest_phone_s, implied_s))

    def now_s(self, now_unix_s: float) -> float:
        """Return the session's time at a server time [s]."""
        return now_unix_s if self.newest_s is None else self.newest_s + self._elapsed_s(now_unix_s)

    def _elapsed_s(self, now_unix_s: float) -> float:
        return max(0.0, now_unix_s - self.received_unix_s)

    def _jumped(self, newest_phone_s: float, now_unix_s: float) -> "PhoneClock":
        """Return the clock after a jump: the session's time goes on by as much as the server's did."""
        offset_s = math.ceil(self.now_s(now_unix_s) - newest_phone_s)
        return PhoneClock(offset_s=offset_s, newest_s=newest_phone_s + offset_s, received_unix_s=now_unix_s)
