"""Addresses of the roundup, below /desk/roundup/."""

from django.urls import path

from solidary.desk.roundup import page

urlpatterns = [path("", page.roundup, name="desk_roundup")]
