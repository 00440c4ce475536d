"""Browsers an account has signed in with: strangers' failures don't keep these out.

OWASP calls it a device cookie (Slow Down Online Guessing Attacks with Device Cookies). It opens
nothing: whoever has it still needs the password, and has guesses of a number of its own. It
names no account, and no browser is noted on our side.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from django.core.signing import BadSignature, TimestampSigner

COOKIE = "desk_browser"
DAYS = 400
"""As long as a browser keeps a cookie at most (RFC 6265bis)."""
SECONDS = DAYS * 24 * 60 * 60
MOST = 4
"""Accounts that one browser is known by."""
_BETWEEN = "~"


def known_as(cookies: Mapping[str, str], account: int) -> str:
    """The number of the browser among the account's, '' where it isn't known to it."""
    for token in _tokens(cookies):
        if number := _read(token, account):
            return number
    return ""


def remembered(cookies: Mapping[str, str], account: int) -> str:
    """What the cookie holds once this account has signed in, those of other accounts included."""
    number = known_as(cookies, account) or secrets.token_urlsafe(12)
    others = [token for token in _tokens(cookies) if not _read(token, account)]
    return _BETWEEN.join([_signer(account).sign(number), *others][:MOST])


def _tokens(cookies: Mapping[str, str]) -> list[str]:
    return [token for token in cookies.get(COOKIE, "").split(_BETWEEN)[:MOST] if token]


def _read(token: str, account: int) -> str:
    try:
        return _signer(account).unsign(token, max_age=SECONDS)
    except BadSignature:
        return ""


def _signer(account: int) -> TimestampSigner:
    return TimestampSigner(salt=f"desk.browser.{account}")
