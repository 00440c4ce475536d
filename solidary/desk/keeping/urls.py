"""Addresses of what a restore holds back, below /desk/held-back/."""

from django.urls import path

from solidary.desk.keeping import views

urlpatterns = [
    path("", views.HeldView.as_view(), name="desk_held_back"),
    path(
        "<int:pk>/publish/", views.DecideView.as_view(), {"decision": "publish"},
        name="desk_held_back_publish",
    ),
    path(
        "<int:pk>/leave/", views.DecideView.as_view(), {"decision": "leave"},
        name="desk_held_back_leave",
    ),
]  # fmt: skip
