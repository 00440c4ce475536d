"""The desk's pages of mirrors and of what left the release."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from solidary.desk.mirrors import RIGHT
from solidary.desk.mirrors.forms import AddMirrorForm, RetireForm
from solidary.desk.mirrors.release import standing_release
from solidary.desk.mirrors.status import leftovers, statuses
from solidary.desk.mirrors.withdrawn import described
from solidary.desk.mirrors.wording import said_of
from solidary.desk.mirrors.work import begin
from solidary.desk.views.rights import ForWhoMay
from solidary.mirrors import profiles, register
from solidary.mirrors.confirmations import unconfirmed
from solidary.mirrors.models import Mirror
from solidary.mirrors.profile import ProfileError, Served
from solidary.mirrors.under_way import Verb
from solidary.press.models import Withdrawal
from solidary.release.headers import PICTURE_DAYS
from solidary.release.keyring import UnusableKeyError, root_days

A_PAGE = 25
MIRRORS = gettext_lazy("Mirrors")


class ForTheNewsroom(ForWhoMay):
    """Only those who may change the newsroom's own settings get any further."""

    right = RIGHT


class MirrorPage(ForTheNewsroom, WagtailAdminTemplateMixin):
    header_icon = "copy"
    page_title: Any = MIRRORS
    kwargs: dict[str, Any]

    @cached_property
    def mirror(self) -> Mirror:
        found: Mirror = get_object_or_404(Mirror, pk=self.kwargs["pk"], retired_at=None)
        return found

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = [{"url": "", "label": self.page_title}]
        above = [{"url": reverse("desk_mirrors"), "label": MIRRORS}]
        return [*self.breadcrumbs_items, *([] if self.page_title is MIRRORS else above), *here]


class MirrorsView(MirrorPage, TemplateView):
    """The standing release, and how each mirror stands beside it."""

    template_name = "desk/mirrors/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        release = standing_release()
        found = statuses(release.root.sequence if release else 0)
        left = leftovers()
        context.update(
            release=release,
            statuses=found,
            leftovers=left,
            busy=any([one.work for one in found] + [one.work for one in left]),
            unconfirmed=unconfirmed([one.mirror for one in found]),
        )
        return context


class AddMirrorView(MirrorPage, FormView):
    template_name = "desk/mirrors/add.html"
    form_class = AddMirrorForm
    page_title = gettext_lazy("Add a mirror")

    def form_valid(self, form: AddMirrorForm) -> HttpResponse:
        try:
            mirror = form.take_in()
        except (register.MirrorError, UnusableKeyError) as error:
            form.add_error(None, said_of(error))
            return self.form_invalid(form)
        begin(mirror, Verb.SYNC)
        messages.success(
            self.request,
            _("%(name)s is added. The first sync has begun.") % {"name": mirror.name},
        )
        return redirect("desk_mirrors")


class RetireView(MirrorPage, FormView):
    template_name = "desk/mirrors/retire.html"
    form_class = RetireForm
    page_title = gettext_lazy("Retire a mirror")
    header_icon = "no-view"

    @cached_property
    def mirror(self) -> Mirror:
        """One that is kept up, or was to be emptied and may be left as it is instead."""
        known = Mirror.objects.filter(Q(retired_at=None) | Q(emptying=True))
        found: Mirror = get_object_or_404(known, pk=self.kwargs["pk"])
        return found

    def form_valid(self, form: forms.Form) -> HttpResponse:
        if not form.cleaned_data["empty"]:
            register.retire(self.mirror)
            said = _("%(name)s is retired. Its files stay where they are.")
        elif begin(self.mirror, Verb.EMPTY):
            said = _("%(name)s is being emptied, then it is retired.")
        else:
            form.add_error(
                None, _("It is being synced or checked. Try again when it has finished.")
            )
            return self.form_invalid(form)
        messages.success(self.request, said % {"name": self.mirror.name})
        return redirect("desk_mirrors")


class HeadersView(MirrorPage, TemplateView):
    """What the mirror's server has to be told, as a text to copy."""

    template_name = "desk/mirrors/headers.html"
    page_title = gettext_lazy("HTTP headers")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["mirror"] = self.mirror
        try:
            context["text"] = profiles.render(self.mirror, Served.by(self.mirror))
        except ProfileError as error:
            context["refusal"] = said_of(error)
        return context


class WithdrawnView(MirrorPage, TemplateView):
    template_name = "desk/mirrors/withdrawn.html"
    page_title = gettext_lazy("What was withdrawn")
    header_icon = "no-view"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            page: HttpResponse = super().get(request, *args, **kwargs)
        except UnusableKeyError as error:
            messages.error(request, said_of(error))
            return redirect("desk_mirrors")
        return page

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        mirrors = register.in_use()
        pages = Paginator(Withdrawal.objects.order_by("-gone_at", "-pk"), A_PAGE)
        page = pages.get_page(self.request.GET.get("p"))
        context.update(
            withdrawn=described(page.object_list),
            page=page,
            mirrors=mirrors,
            picture_days=PICTURE_DAYS,
            root_days=root_days(),
        )
        return context


class BeginView(ForTheNewsroom, View):
    """Has something done with one mirror, or with all of them; what comes of it stands in the list."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, verb: str, pk: int | None = None) -> HttpResponse:
        mirrors = register.in_use()
        if pk is not None:
            known = {"emptying": True} if verb == Verb.EMPTY else {"retired_at": None}
            mirrors = [get_object_or_404(Mirror, pk=pk, **known)]
        release = standing_release()
        if verb == Verb.CHECK and (release is None or not release.key):
            messages.error(
                request,
                _(
                    "Without keys nobody can tell what a mirror holds. "
                    "“solidary keys new” makes them."
                ),
            )
            return redirect("desk_mirrors")
        for mirror in mirrors:
            begin(mirror, Verb(verb))
        return redirect("desk_mirrors")
