"""Addresses of receiving, below /desk/receiving/."""

from django.urls import path

from solidary.desk.receiving import views

urlpatterns = [path("pause/", views.PauseView.as_view(), name="desk_receiving_pause")]
