"""Addresses of the mirrors' pages, below /desk/mirrors/."""

from django.urls import path

from solidary.desk.mirrors import views

urlpatterns = [
    path("", views.MirrorsView.as_view(), name="desk_mirrors"),
    path("add/", views.AddMirrorView.as_view(), name="desk_mirror_add"),
    path("withdrawn/", views.WithdrawnView.as_view(), name="desk_withdrawn"),
    path("all/sync/", views.BeginView.as_view(), {"verb": "sync"}, name="desk_mirrors_sync"),
    path("all/check/", views.BeginView.as_view(), {"verb": "check"}, name="desk_mirrors_check"),
    path("<int:pk>/sync/", views.BeginView.as_view(), {"verb": "sync"}, name="desk_mirror_sync"),
    path("<int:pk>/check/", views.BeginView.as_view(), {"verb": "check"}, name="desk_mirror_check"),
    path("<int:pk>/empty/", views.BeginView.as_view(), {"verb": "empty"}, name="desk_mirror_empty"),
    path("<int:pk>/headers/", views.HeadersView.as_view(), name="desk_mirror_headers"),
    path("<int:pk>/retire/", views.RetireView.as_view(), name="desk_mirror_retire"),
]
