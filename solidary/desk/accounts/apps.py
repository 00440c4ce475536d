"""Wagtail's application of accounts, with views of ours."""

from wagtail.users.apps import WagtailUsersAppConfig


class Accounts(WagtailUsersAppConfig):
    """Its groups have no page: there are two roles, and `solidary.desk.staff` says what they may."""

    user_viewset = "solidary.desk.accounts.views.AccountViewSet"
