"""The pages of accounts: the list, the form, and the own one."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model, update_session_auth_hash
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views.account import (
    AccountView,
    ChangePasswordPanel,
    LocaleSettingsPanel,
    ThemeSettingsPanel,
)
from wagtail.admin.views.generic import CreateView, EditView, HistoryView, IndexView
from wagtail.users.models import UserProfile
from wagtail.users.views.users import UserViewSet

from solidary.desk.accounts.forms import AccountForm, ClockForm
from solidary.desk.accounts.roles import ROLES, role_of

ACCOUNTS = _("Accounts")


class AccountIndexView(IndexView):
    page_title = ACCOUNTS
    add_item_label = _("Make an account")
    default_ordering = "username"
    search_fields = ("username",)

    def get_base_queryset(self) -> QuerySet[Any]:
        accounts: QuerySet[Any] = get_user_model().objects.prefetch_related("groups")
        return accounts

    @cached_property
    def columns(self) -> list[Any]:
        title = self._get_title_column_class(TitleColumn)
        return [
            title(
                "username",
                label=pgettext_lazy("account", "Name"),
                accessor="get_username",
                get_url=self.get_edit_url,
                sort_key="username",
            ),
            Column(
                "role",
                label=pgettext_lazy("account", "Role"),
                accessor=lambda account: ROLES.get(role_of(account), "—"),
            ),
            BooleanColumn("is_active", label=pgettext_lazy("account", "Active")),
        ]


class _WithForm:
    """A view whose form knows who fills it in."""

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        return {**kwargs, "by": self.request.user}  # type: ignore[attr-defined]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = super().get_breadcrumbs_items()  # type: ignore[misc]
        items[1:2] = [{**items[1], "label": ACCOUNTS}]
        return items


class AccountCreateView(_WithForm, CreateView):
    page_title = page_subtitle = _("New account")
    success_message = _("The account “%(object)s” was made.")
    error_message = _("The account wasn’t made.")


class AccountEditView(_WithForm, EditView):
    success_message = _("The account “%(object)s” was changed.")
    error_message = _("The account wasn’t changed.")

    def save_instance(self) -> Any:
        account = super().save_instance()
        if account == self.request.user and self.form.cleaned_data["password"]:
            update_session_auth_hash(self.request, account)
        return account


class AccountViewSet(UserViewSet):
    menu_label = ACCOUNTS
    index_view_class = AccountIndexView
    add_view_class = AccountCreateView
    edit_view_class = AccountEditView
    history_view_class = HistoryView
    filterset_class = None
    copy_view_enabled = False
    template_prefix = ""

    def get_form_class(self, for_update: bool = False) -> type[AccountForm]:
        return AccountForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """An account isn't deleted: what it did stays under its name. It is made inactive."""
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        for name in ("delete_url_name", "usage_url_name"):
            common.pop(name, None)
        return common


class _ClockPanel(LocaleSettingsPanel):
    form_class = ClockForm
    title = _("Language and clock")


class OwnAccountView(AccountView):
    """What somebody sets for the own account: language, clock, colours, password. No picture, no
    notices by mail, no name of a person."""

    def get_panels(self) -> list[Any]:
        request, account = self.request, self.request.user
        profile = UserProfile.get_for_user(account)
        panels = (_ClockPanel, ThemeSettingsPanel, ChangePasswordPanel)
        made = [panel(request, account, profile) for panel in panels]
        return [panel for panel in made if panel.is_active()]
