"""A form that no page of the desk sends: one sentence, and nothing is kept of it."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, RawPostDataException
from django.shortcuts import render
from django.urls import NoReverseMatch
from django.utils.datastructures import MultiValueDictKeyError


class MalformedForms:
    """Middleware: answers 400 where a part of a form is missing or can't be what it says."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        # A number that no key of the record can be overflows where the record is asked for it.
        broken = isinstance(
            error, BadRequest | MultiValueDictKeyError | OverflowError | RawPostDataException
        )
        # Wagtail takes what a form calls the next page for the name of one of its own.
        astray = isinstance(error, NoReverseMatch) and request.POST.get("next", "/")[:1] != "/"
        if not (broken or astray):
            return None
        return render(request, "desk/malformed.html", status=400)
