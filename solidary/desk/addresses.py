"""Which of Wagtail's addresses the desk has. Whatever is for a tree of pages, for reports on it, for
groups or for mail isn't there: it answers as an address nobody ever made.

The names stay known, because Wagtail's own pages ask for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import wraps
from typing import Any

from django.apps import apps
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import permission_required, require_admin_access
from wagtail.admin.urls import display_custom_404
from wagtail.admin.views.bulk_action.registry import bulk_action_registry as on_many
from wagtail.admin.views.chooser import ExternalLinkView

from solidary.desk.accounts.views import OwnAccountView
from solidary.desk.asked.views import PhotoEditView
from solidary.desk.signin import SignInView

View = Callable[..., Any]

KEPT = frozenset(
    {
        "wagtail_bulk_action",
        "wagtailadmin_account",
        "wagtailadmin_choose_page_anchor_link",
        "wagtailadmin_choose_page_email_link",
        "wagtailadmin_choose_page_external_link",
        "wagtailadmin_choose_page_phone_link",
        "wagtailadmin_dismissibles",
        "wagtailadmin_editing_sessions:ping",
        "wagtailadmin_editing_sessions:release",
        "wagtailadmin_home",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_sprite",
        "wagtailadmin_workflows:add",
        "wagtailadmin_workflows:add_task",
        "wagtailadmin_workflows:disable",
        "wagtailadmin_workflows:disable_task",
        "wagtailadmin_workflows:edit",
        "wagtailadmin_workflows:edit_task",
        "wagtailadmin_workflows:enable",
        "wagtailadmin_workflows:enable_task",
        "wagtailadmin_workflows:index",
        "wagtailadmin_workflows:index_results",
        "wagtailadmin_workflows:select_task_type",
        "wagtailadmin_workflows:task_chooser",
        "wagtailadmin_workflows:task_chooser_create",
        "wagtailadmin_workflows:task_chooser_results",
        "wagtailadmin_workflows:task_chosen",
        "wagtailadmin_workflows:task_index",
        "wagtailadmin_workflows:task_index_results",
        "wagtailadmin_workflows:usage",
        "wagtailadmin_workflows:usage_results",
        "wagtailimages:add",
        "wagtailimages:add_multiple",
        "wagtailimages:create_multiple_from_uploaded_image",
        "wagtailimages:delete",
        "wagtailimages:delete_multiple",
        "wagtailimages:delete_upload_multiple",
        "wagtailimages:edit",
        "wagtailimages:edit_multiple",
        "wagtailimages:image_usage",
        "wagtailimages:index",
        "wagtailimages:index_results",
        "wagtailimages_chooser:choose",
        "wagtailimages_chooser:choose_results",
        "wagtailimages_chooser:chosen",
        "wagtailimages_chooser:chosen_multiple",
        "wagtailimages_chooser:create",
        "wagtailsettings:edit",
        "wagtailusers_users:add",
        "wagtailusers_users:edit",
        "wagtailusers_users:history",
        "wagtailusers_users:history_results",
        "wagtailusers_users:index",
        "wagtailusers_users:index_results",
    }
)
"""Names of views that aren't ours and that a newsroom needs."""
OURS = "desk_"
"""How the names of our views, and of the viewsets of our things, begin."""
GUARDED = {"wagtailadmin_workflows:": "wagtailcore.change_workflow"}
"""How names of views begin that are for those with a right, whatever Wagtail itself asks there."""
OPEN = frozenset({"wagtailadmin_login"})
"""For those who aren't signed in."""


def keep_ours(patterns: Sequence[Any]) -> None:
    """Take out of a table of addresses what the desk doesn't have, and put views of ours in the place of
    some of Wagtail's."""
    for name, pattern in _named(patterns):
        view = pattern.callback
        if name in _INSTEAD:
            view = _INSTEAD[name]
        elif not _is_kept(name, pattern):
            view = absent
        elif "pk" in pattern.pattern.regex.groupindex:
            view = _by_number(view)
        elif name.endswith(":chosen_multiple"):
            view = _by_numbers(view)
        for beginning, right in GUARDED.items():
            if name.startswith(beginning) and view is not absent:
                view = permission_required(right)(view)
        if view is not pattern.callback:
            whole = view if name in OPEN else require_admin_access(view)
            pattern.callback = never_cache(display_custom_404(whole))


def absent(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """There is nothing here. Raises Http404."""
    raise Http404


def link_elsewhere(request: HttpRequest) -> HttpResponse:
    """Where the text editor first asks for a link it would offer pages of a tree: an address instead."""
    there = reverse("wagtailadmin_choose_page_external_link")
    return redirect(f"{there}?{request.GET.urlencode()}")


def bulk_act(request: HttpRequest, app_label: str, model_name: str, action: str) -> HttpResponse:
    """Acts of ours on many things at once; Wagtail's own are for pages, accounts and the like.

    Raises Http404 for those.
    """
    found = on_many.get_bulk_action_class(app_label, model_name, action)
    if found is None or not found.__module__.startswith("solidary."):
        raise Http404
    acts = found(request, apps.get_model(app_label, model_name))
    answer: HttpResponse = acts.dispatch(request)
    return answer


def choose_link(request: HttpRequest) -> HttpResponse:
    """Wagtail's form for a link. Raises BadRequest where the part for the address isn't there at all."""
    if request.method == "POST" and f"{ExternalLinkView.form_prefix}-url" not in request.POST:
        raise BadRequest
    answer: HttpResponse = ExternalLinkView.as_view()(request)
    return answer


_INSTEAD: Mapping[str, View] = {
    "wagtail_bulk_action": bulk_act,
    "wagtailadmin_account": OwnAccountView.as_view(),
    "wagtailadmin_choose_page": link_elsewhere,
    "wagtailadmin_choose_page_external_link": choose_link,
    "wagtailadmin_login": SignInView.as_view(),
    "wagtailimages:edit": PhotoEditView.as_view(),
}


def _named(patterns: Sequence[Any], room: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{room}{pattern.name or ''}", pattern
        else:
            inner = f"{room}{pattern.namespace}:" if pattern.namespace else room
            yield from _named(pattern.url_patterns, inner)


def _is_kept(name: str, pattern: URLPattern) -> bool:
    """The last pattern of all has no name and matches whatever is left."""
    return name in KEPT or name.startswith(OURS) or (not name and str(pattern.pattern)[:1] == "^")


def _by_number(view: View) -> View:
    """A view of a thing with a key: our keys are numbers, and a word is the key of nothing."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not str(kwargs.get("pk", "0")).isdecimal():
            raise Http404
        return view(request, *args, **kwargs)

    return answer


def _by_numbers(view: View) -> View:
    """A view of several things, whose keys are in the query."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not all(key.isdecimal() for key in request.GET.getlist("id")):
            raise Http404
        return view(request, *args, **kwargs)

    return answer
