"""The desk at /desk/; everything else is the reader's site, served from the release."""

from django.urls import include, path
from wagtail.admin import urls as desk_urls

urlpatterns = [
    path("desk/", include(desk_urls)),
]
