"""Signing in, slowed down for whoever tries one password after another (`accounts.limiting`)."""

from __future__ import annotations

import math
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.forms.auth import LoginForm
from wagtail.admin.views.account import LoginView

from solidary.desk.accounts import browsers
from solidary.desk.accounts.limiting import (
    FREE,
    LONGEST_WAIT,
    TooManyError,
    account_named,
    begin,
    wait_after,
)

__all__ = ["FREE", "LONGEST_WAIT", "SignInForm", "SignInView", "wait_after"]


class SignInForm(LoginForm):
    def clean(self) -> dict[str, Any]:
        name = self.cleaned_data.get("username", "")
        if not name or not self.cleaned_data.get("password"):
            unmade: dict[str, Any] = super().clean()
            return unmade
        account = account_named(name)
        cookies = self.request.COOKIES if self.request else {}
        browser = browsers.known_as(cookies, account) if account is not None else ""
        try:
            attempt = begin(name, account, browser)
        except TooManyError as refusal:
            raise ValidationError(_sentence(refusal), code="slow_down") from refusal
        cleaned: dict[str, Any] = super().clean()
        attempt.was_right()
        return cleaned


def _sentence(refusal: TooManyError) -> str:
    minutes = max(1, math.ceil(refusal.seconds / 60))
    if refusal.of_all:
        return _(
            "Too many people try to sign in just now. Try again in a minute, or use a browser that "
            "you have signed in with before: it isn’t held up."
        )
    return ngettext(
        "Too many attempts for this account. Try again in %(minutes)d minute.",
        "Too many attempts for this account. Try again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}


class SignInView(LoginView):
    """Wagtail's, and the browser is known to the account from then on."""

    def form_valid(self, form: SignInForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        response.set_cookie(
            browsers.COOKIE,
            browsers.remembered(self.request.COOKIES, form.get_user().pk),
            max_age=browsers.SECONDS,
            path=settings.SESSION_COOKIE_PATH,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )
        return response
