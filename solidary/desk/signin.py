"""Signing in, slowed down for whoever tries one password after another.

What is counted is failures per account name, kept in memory for an hour, under a hash. No
address of anybody is looked at or kept. A name that doesn't exist is treated alike, so trying
tells nobody who works here.
"""

from __future__ import annotations

import hashlib
import math
import time
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext
from wagtail.admin.forms.auth import LoginForm

FREE = 5
"""Failures in a row that cost nothing."""
FIRST_WAIT = 15
"""Seconds to wait after one more; every further failure doubles it."""
LONGEST_WAIT = 15 * 60
KEPT = 60 * 60


def wait_after(failures: int) -> int:
    """Seconds an account waits after so many failures in a row."""
    if failures <= FREE:
        return 0
    return min(FIRST_WAIT * 2 ** min(failures - FREE - 1, 20), LONGEST_WAIT)


class SignInForm(LoginForm):
    def clean(self) -> dict[str, Any]:
        name = self.cleaned_data.get("username", "").strip().casefold()
        key = f"signin:{hashlib.sha256(name.encode()).hexdigest()}"
        failures, until = cache.get(key, (0, 0.0))
        if until > time.time():
            minutes = math.ceil((until - time.time()) / 60)
            raise ValidationError(
                ngettext(
                    "Too many attempts for this account. Try again in %(minutes)d minute.",
                    "Too many attempts for this account. Try again in %(minutes)d minutes.",
                    minutes,
                )
                % {"minutes": minutes},
                code="slow_down",
            )
        try:
            cleaned: dict[str, Any] = super().clean()
        except ValidationError:
            failures += 1
            cache.set(key, (failures, time.time() + wait_after(failures)), KEPT)
            raise
        cache.delete(key)
        return cleaned
