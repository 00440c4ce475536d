"""Addresses of the faces in a picture, below /desk/queue/."""

from django.urls import path

from solidary.desk.faces import views

_ITEM = "<str:ref>/<str:envelope>/<str:item>/faces/"
urlpatterns = [
    path(_ITEM, views.faces, name="desk_faces"),
    path(f"{_ITEM}picture/", views.picture, name="desk_faces_picture"),
]
