"""What Wagtail would delete, wherever it offers it: led to the bin, by the bin's own rule."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.utils import get_valid_next_url_from_request

from solidary.desk.acts.put_into_bin import PutIntoBinPage
from solidary.stories.acts import NotNowError
from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.models import Photo
from solidary.stories.models.binned import goes_into_bin


def lead_to_bin(request: HttpRequest, things: list[Any]) -> HttpResponse | None:
    """Before a snippet is deleted: the bin's page instead. For things that can't go there, none."""
    if len(things) == 1 and goes_into_bin(type(things[0])):
        return _page_for(request, things[0])
    raise PermissionDenied


def delete_photo(request: HttpRequest, image_id: int) -> HttpResponse:
    """In place of Wagtail's view: a form that is sent puts the photo into the bin and goes on to
    where it says, as after an upload that turned out to be there already."""
    photo = get_object_or_404(Photo, pk=image_id)
    onward = get_valid_next_url_from_request(request)
    if request.method == "POST" and onward:
        try:
            PutIntoBin(photo, user=request.user).execute()
        except NotNowError:
            return _page_for(request, photo)
        return HttpResponseRedirect(onward)
    return _page_for(request, photo)


def delete_upload(request: HttpRequest, image_id: int) -> HttpResponse:
    """A photo of several that were just added, taken back on the page where they get their words."""
    photo = get_object_or_404(Photo, pk=image_id)
    try:
        PutIntoBin(photo, user=request.user).execute()
    except NotNowError as refusal:
        return JsonResponse({"success": False, "error_message": str(refusal)}, status=409)
    return JsonResponse({"success": True, "image_id": image_id})


def _page_for(request: HttpRequest, thing: Any) -> HttpResponse:
    onward = get_valid_next_url_from_request(request)
    query = f"?{urlencode({'next': onward})}" if onward else ""
    return HttpResponseRedirect(PutIntoBinPage.address_for(thing) + query)
