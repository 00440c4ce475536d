"""The page on which a key is unlocked, and the button that locks it again."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from solidary.desk.queue.unlocked import (
    give_token,
    keeper,
    refusal_page,
    take_token,
    token_of,
    unkept,
    way_back,
)
from solidary.desk.queue.wording import STATUS, said_of
from solidary.desk.views.rights import ForWhoMay
from solidary.intake.deciding import SEE
from solidary.intake.log import enter
from solidary.intake.models.log_line import Verb
from solidary.intake.strongroom import current_desk_keys
from solidary.keeper.client import (
    BusyError,
    Fault,
    KeeperDeadError,
    KeeperError,
    LockedError,
    SlowError,
    WrongPassphraseError,
)

QUEUE = _("Queue")


class UnlockForm(forms.Form):
    """Whose key, and its passphrase, which is handed to the keeper and kept nowhere."""

    name = forms.ChoiceField(label=_("Key"))
    passphrase = forms.CharField(
        label=_("Passphrase"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "autofocus": True}),
    )

    def __init__(self, *args: Any, names: list[str], own: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["name"]
        chosen.choices = [(name, name) for name in names]
        chosen.initial = own if own in names else None
        if len(names) > 1 and own not in names:
            chosen.choices = [("", _("Choose a key")), *chosen.choices]


class UnlockView(ForWhoMay, WagtailAdminTemplateMixin, FormView):
    """Unlock a desk key, then go where the way led."""

    right = SEE
    template_name = "desk/queue/unlock.html"
    form_class = UnlockForm
    page_title = QUEUE
    header_icon = "lock"
    status = 200

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        sensitive = sensitive_post_parameters("passphrase")(super().dispatch)
        return unkept(sensitive(request, *args, **kwargs))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            if token := token_of(request):
                keeper().session(token)
                return redirect(way_back(request))
            keeper().state()
        except LockedError:
            pass
        except KeeperError as error:
            return refusal_page(request, error)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        own = self.request.user.get_username()
        return {**super().get_form_kwargs(), "names": current_desk_keys().names(), "own": own}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = current_desk_keys().names()
        return {
            **super().get_context_data(**kwargs),
            "next": way_back(self.request),
            "names": names,
        }

    def form_valid(self, form: UnlockForm) -> HttpResponse:
        name, passphrase = form.cleaned_data["name"], form.cleaned_data["passphrase"]
        try:
            found = keeper().unlock(name, passphrase)
        except (KeeperDeadError, SlowError, BusyError) as error:
            return refusal_page(self.request, error)
        except KeeperError as error:
            if isinstance(error, WrongPassphraseError):
                enter(Verb.TRIED, who=self.request.user, facts={"key": name})
            form.add_error(None, said_of(error))
            self.status = STATUS[Fault(error.fault)]
            return self.form_invalid(form)
        enter(Verb.UNLOCK, who=self.request.user, facts={"key": name})
        response = redirect(way_back(self.request))
        give_token(response, self.request, found.token)
        return response

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        return super().render_to_response(context, status=self.status, **kwargs)


@require_POST
def lock(request: HttpRequest) -> HttpResponseBase:
    """Lock the key this browser has unlocked."""
    response: HttpResponse = redirect(reverse("desk_queue_unlock"))
    try:
        if token := token_of(request):
            keeper().lock(token)
    except KeeperError as error:
        response = refusal_page(request, error)
    take_token(response)
    return unkept(response)


def session(request: HttpRequest) -> HttpResponseBase:
    """For a page that stays open: how long the key is unlocked. GET doesn't keep it so; POST does, and
    says that its editor has typed or pressed something on the page since."""
    token, seconds = token_of(request), 0
    with suppress(KeeperError):
        if token and request.user.has_perm(SEE):
            seconds = keeper().session(token, at_rest=request.method != "POST").seconds_left
    return unkept(JsonResponse({"seconds": seconds}))
