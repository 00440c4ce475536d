"""Pages behind an unlocked key: who may have them, and what is said while they can't be shown.

The token of a keeper's session is in the editor's browser only, in a signed cookie that no script
reads and that counts for the account it was given to.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from solidary.desk.queue.wording import STATUS, said_of
from solidary.home import current_home
from solidary.intake.deciding import SEE
from solidary.keeper.client import Fault, Keeper, KeeperDeadError, KeeperError, LockedError

COOKIE = "desk-key"
PATH = "/desk/"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "base-uri 'none'",
    )
)
"""As the desk's, but nothing frames these pages, and nothing is played in them."""

Fields = list[tuple[str, str]]
View = Callable[..., HttpResponseBase]


def keeper() -> Keeper:
    """The keeper of the current home."""
    return Keeper(current_home().keeper_socket)


def token_of(request: HttpRequest) -> str | None:
    """The token this browser was given for this account; None where there is none, or a made-up one."""
    token = request.get_signed_cookie(COOKIE, default=None, salt=_salt(request))
    return str(token) if token else None


def give_token(response: HttpResponse, request: HttpRequest, token: str) -> None:
    """Have the browser keep a token until it is closed."""
    response.set_signed_cookie(
        COOKIE,
        token,
        salt=_salt(request),
        path=PATH,
        secure=settings.BEHIND_TLS,
        httponly=True,
        samesite="Strict",
    )


def take_token(response: HttpResponse) -> None:
    """Have the browser forget its token."""
    response.delete_cookie(COOKIE, path=PATH, samesite="Strict")


def unlocked(view: View) -> View:
    """A view for whoever may see what was sent and has unlocked a key; it finds the key's token in
    `request.keeper_token`, and its session in `request.keeper_session`.

    Without the right it is the desk's first page, without a key the page that unlocks one and leads
    back. What the keeper refuses is a page with its line; a form that was sent is kept in that page, to
    be sent again. No answer may be kept by anybody.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.has_perm(SEE):
            return unkept(redirect("wagtailadmin_home"))
        try:
            request.keeper_token = token_of(request)
            if request.keeper_token is None:
                raise LockedError()
            request.keeper_session = keeper().session(request.keeper_token)
            return unkept(_drawn(view(request, *args, **kwargs)))
        except LockedError:
            return unkept(_to_unlock(request))
        except KeeperError as error:
            return unkept(refusal_page(request, error, unsent=_unsent(request)))

    return wrapped


def for_who_may(right: str) -> Callable[[View], View]:
    """Goes around a view: whoever lacks a right is told so."""

    def around(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if request.user.has_perm(right):
                return view(request, *args, **kwargs)
            return unkept(page_with_line(request, _("You may not do this."), 403))

        return wrapped

    return around


def unkept(response: HttpResponseBase) -> HttpResponseBase:
    """An answer that no browser and nothing on the way keeps."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    return response


def refusal_page(
    request: HttpRequest, error: KeeperError, *, unsent: Fields | None = None
) -> HttpResponse:
    """What the keeper refused, as a page; `unsent`: what was filled in, which that page keeps."""
    return page_with_line(
        request,
        said_of(error),
        STATUS[Fault(error.fault)],
        dead=isinstance(error, KeeperDeadError),
        locked=isinstance(error, LockedError),
        unsent=unsent,
    )


def page_with_line(request: HttpRequest, line: str, status: int, **more: object) -> HttpResponse:
    """A page that says one thing. `dead`: it is the keeper that isn't there; `locked`: it is the key;
    `unsent`: fields of a form, to be sent again."""
    context = {"title": _("Queue"), "line": line, **more}
    return TemplateResponse(request, "desk/queue/refused.html", context, status=status).render()


def way_back(request: HttpRequest) -> str:
    """Where the page that unlocks leads: within the desk only."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if wanted.startswith(PATH) and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return reverse("desk_queue")


def lock_when_signing_out(
    sender: object, request: HttpRequest, user: object, **more: object
) -> None:
    """Whoever signs out leaves no unlocked key behind."""
    if request is None or user is None or COOKIE not in request.COOKIES:
        return
    token = request.get_signed_cookie(COOKIE, default=None, salt=_salt_of(user))
    # One that can't be locked now is when its time is over, or with the keeper's end.
    with suppress(KeeperError):
        if token:
            keeper().lock(token)


def listen() -> None:
    """Hear of whoever signs out."""
    user_logged_out.connect(lock_when_signing_out, dispatch_uid="desk.queue.lock")


def _drawn(response: HttpResponseBase) -> HttpResponseBase:
    # Drawn while what the keeper refuses can still become a page.
    return response.render() if isinstance(response, TemplateResponse) else response


def _unsent(request: HttpRequest) -> Fields | None:
    """What a form held; None where none was sent, or by a script, which asks in its own way."""
    if request.method != "POST" or request.accepts("application/json") != request.accepts(
        "text/html"
    ):
        return None
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]


def _to_unlock(request: HttpRequest) -> HttpResponse:
    if (unsent := _unsent(request)) is not None:
        return refusal_page(request, LockedError(), unsent=unsent)
    unlock = reverse("desk_queue_unlock")
    return redirect(f"{unlock}?{urlencode({'next': request.get_full_path()})}")


def _salt(request: HttpRequest) -> str:
    return _salt_of(request.user)


def _salt_of(user: object) -> str:
    return f"solidary.desk.queue.{getattr(user, 'pk', '')}"
