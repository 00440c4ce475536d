"""How often somebody may try to sign in.

1. An attempt is counted in the database before the password is looked at, and taken back when it was
   right: a hundred at once count as a hundred.
2. It counts for the account and for all strangers together. From a browser that the account knows
   it counts for that browser alone, and what strangers do there doesn't matter.
3. Nothing is thrown away: an account has its row; names that are no account's share `NAMES` rows by a
   keyed hash, so that trying tells nobody who works here and fills no table.
4. No address of anybody is looked at.
"""

from __future__ import annotations

import hashlib
import hmac
import time
import unicodedata
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction

from solidary.desk.accounts.counts import SignInCount
from solidary.errors import SolidaryError

FREE = 5
"""Failures in a row that cost nothing."""
FIRST_WAIT = 15
"""Seconds to wait after one more; every further failure doubles it."""
LONGEST_WAIT = 15 * 60
FORGOTTEN = 24 * 60 * 60
"""Seconds after the last wait by which failures are no longer "in a row"."""
NAMES = 1024
"""Rows for names that are no account's."""
BROWSERS = 64
"""Rows for the browsers of one account."""
AT_ONCE = 60
"""Attempts that all strangers together have free."""
EACH = 2.0
"""Seconds in which they get one more."""
ALL = "all"


class TooManyError(SolidaryError):
    """Nobody is let try just now."""

    line = "too many attempts to sign in"

    def __init__(self, seconds: float, of_all: bool) -> None:
        super().__init__()
        self.seconds, self.of_all = seconds, of_all
        """how long to wait; whether the account isn't what is held up, but all strangers"""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One that is counted as a failure, until somebody says that it was none."""

    key: str
    known: bool
    """whether it came from a browser that the account knows"""

    def was_right(self) -> None:
        """Take it back: the password was right."""
        with transaction.atomic():
            SignInCount.objects.filter(pk=self.key).update(failures=0, until=0)
            if not self.known:
                together = SignInCount.objects.select_for_update().get(pk=ALL)
                together.until -= EACH
                together.save()


def wait_after(failures: int) -> int:
    """Seconds an account waits after so many failures in a row."""
    if failures <= FREE:
        return 0
    return min(FIRST_WAIT * 2 ** min(failures - FREE - 1, 20), LONGEST_WAIT)


def account_named(name: str) -> int | None:
    """The key of the account that a name is counted for, whichever case its letters are in."""
    wanted = _plain(name)
    for key, other in get_user_model().objects.values_list("pk", "username"):
        if _plain(other) == wanted:
            return int(key)
    return None


def begin(name: str, account: int | None, browser: str) -> Attempt:
    """Count an attempt before it is made. `browser`: its number among the account's, '' for a
    stranger's. Raises TooManyError, and counts nothing then."""
    if account is None:
        key = f"name {_one_of(NAMES, _plain(name))}"
    elif browser:
        key = f"browser {account} {_one_of(BROWSERS, browser)}"
    else:
        key = f"account {account}"
    keys = [key] if browser else [key, ALL]
    _refuse(SignInCount.objects.in_bulk(keys))  # without a lock: an attack writes nothing
    with transaction.atomic():
        SignInCount.objects.bulk_create(map(_row, keys), ignore_conflicts=True)
        rows = SignInCount.objects.select_for_update().order_by("pk").in_bulk(keys)
        _refuse(rows)
        now = time.time()
        row = rows[key]
        row.failures = 1 if now - row.until > FORGOTTEN else row.failures + 1
        row.until = max(now + wait_after(row.failures), row.until)
        row.save()
        if ALL in rows:
            rows[ALL].until = max(rows[ALL].until, now) + EACH
            rows[ALL].save()
    return Attempt(key, bool(browser))


def forget(account: int) -> None:
    """Let an account be tried again: it has a new password."""
    SignInCount.objects.filter(pk=f"account {account}").delete()


def _row(key: str) -> SignInCount:
    return SignInCount(pk=key)


def _refuse(rows: dict[str, SignInCount]) -> None:
    now = time.time()
    for key, row in rows.items():
        free = AT_ONCE * EACH if key == ALL else 0
        # One more has to fit in as well: exactly `AT_ONCE` are free.
        wait = row.until + (EACH if key == ALL else 0) - now - free
        if wait > 0:
            raise TooManyError(wait, key == ALL)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name.strip()).casefold()


def _one_of(most: int, text: str) -> int:
    """A number below `most` that whoever doesn't have the home's key can't choose a text for."""
    key = f"desk.signin:{settings.SECRET_KEY}".encode()
    digest = hmac.digest(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256)
    return int.from_bytes(digest[:8]) % most
