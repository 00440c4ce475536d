"""Pages that are only for some."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


class ForWhoMay:
    """Goes before a view: whoever lacks the right is led back to the desk's first page."""

    right: str

    def right_needed(self) -> str:
        """The permission's name."""
        return self.right

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(self.right_needed()):
            return redirect("wagtailadmin_home")
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response
