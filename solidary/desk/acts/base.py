"""The page on which an editor confirms an act, asking no more than the act needs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from solidary.desk.views.rights import ForWhoMay
from solidary.stories.acts import Act, NotNowError


class ActView(View):
    """A view of one act: what follows from the act, and the thing it is about."""

    act_class: ClassVar[type[Any]]
    label: ClassVar[Any] = ""
    """What the button and the page are called where the act's own label doesn't say it."""
    has_button: ClassVar[bool] = True
    """Whether the thing's menus offer it; an act may have another place."""
    last_part: ClassVar[str] = ""
    """The last part of its address where that isn't the act's name."""

    @classmethod
    def is_of_an_act(cls) -> bool:
        return hasattr(cls, "act_class")

    @classmethod
    def title(cls) -> Any:
        return cls.label or cls.act_class.label

    @classmethod
    def address(cls) -> str:
        """Below the things it acts on: `stories/withdraw/7/`."""
        things = cls.act_class.model.snippet_viewset.url_prefix
        return f"{things}/{cls.last_part or cls.act_class.name.replace('_', '-')}/<int:pk>/"

    @classmethod
    def address_name(cls) -> str:
        return f"desk_{cls.act_class.name}"

    @classmethod
    def address_for(cls, thing: Any) -> str:
        """Where the act is asked for with a thing."""
        return reverse(cls.address_name(), args=[thing.pk])

    def things(self) -> QuerySet[Any]:
        """Those the act can be asked for; any other is a page that isn't there."""
        every: QuerySet[Any] = self.act_class.model.objects.all()
        return every

    @cached_property
    def thing(self) -> Any:
        return get_object_or_404(self.things(), pk=self.kwargs["pk"])


class ActTemplate(ForWhoMay, WagtailAdminTemplateMixin, ActView):
    """A view of an act that is a page of the desk: its title, icon and way back."""

    def right_needed(self) -> str:
        right: str = self.act_class.right
        return right

    def get_page_title(self) -> str:
        return str(self.title())

    def get_header_icon(self) -> str:
        return self.header_icon or self.act_class.icon

    def address_of(self, view: str, *args: Any) -> str:
        """A page of the things the act is on: "list", or "edit" with a key."""
        return reverse(self.act_class.model.snippet_viewset.get_url_name(view), args=args)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.address_of("list"), "label": self.things_label()},
            {"url": self.back(), "label": str(self.thing)},
            {"url": "", "label": self.title()},
        ]

    def things_label(self) -> Any:
        """What the menu calls the things the act is on."""
        return self.act_class.model.snippet_viewset.menu_label

    def back(self) -> str:
        """Where the editor goes who doesn't do it."""
        return self.address_of("edit", self.thing.pk)


class ActForm(forms.Form):
    """What is asked before an act, each field named as the act's own keyword; here nothing."""

    def __init__(self, *args: Any, thing: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.thing = thing


class ActPage(ActTemplate, ABC, FormView):
    """Ask, check, execute; a refusal comes back as a line above the form."""

    template_name = "desk/act.html"
    form_class = ActForm
    submit_label: ClassVar[Any] = ""

    @abstractmethod
    def done(self, result: Any) -> str:
        """What the editor is told afterwards."""

    def explanation(self) -> list[str]:
        """What will happen, a line each."""
        return []

    def next_address(self, result: Any) -> str:
        """Where the editor goes from here: back to the thing, unless the act made another."""
        return self.address_of("edit", self.thing.pk)

    def act(self, form: ActForm) -> Act[Any]:
        """The act the filled form asks for."""
        act: Act[Any] = self.act_class(self.thing, user=self.request.user, **form.cleaned_data)
        return act

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "thing": self.thing}

    def form_valid(self, form: ActForm) -> HttpResponse:
        try:
            result = self.act(form).execute()
        except NotNowError as refusal:
            return self.refused(form, refusal)
        messages.success(self.request, self.done(result))
        return HttpResponseRedirect(self.next_address(result))

    def refused(self, form: ActForm, refusal: NotNowError) -> HttpResponse:
        form.add_error(None, str(refusal))
        answer: HttpResponse = self.form_invalid(form)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context.update(
            thing=self.thing,
            explanation=self.explanation(),
            submit_label=self.submit_label or self.title(),
            serious=self.act_class.serious,
            back=self.back(),
        )
        context["media"] = context["form"].media
        return context
