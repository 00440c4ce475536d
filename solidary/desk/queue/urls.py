"""Addresses of the queue, below /desk/queue/. None says anything of a sender."""

from django.urls import path, re_path

from solidary.desk.queue import contribution, log_page, originals, pictures, unlocking, wall

ONE = r"(?P<ref>[0-9a-f]{32})"
ITEM = ONE + r"/(?P<envelope>[0-9a-f]{32})/(?P<item>[0-9a-f]{16})"

urlpatterns = [
    path("", wall.wall, name="desk_queue"),
    path("unlock/", unlocking.UnlockView.as_view(), name="desk_queue_unlock"),
    path("lock/", unlocking.lock, name="desk_queue_lock"),
    path("session/", unlocking.session, name="desk_queue_session"),
    path("log/", log_page.LogView.as_view(), name="desk_queue_log"),
    re_path(rf"^{ONE}/$", contribution.contribution, name="desk_contribution"),
    re_path(rf"^{ITEM}/(?P<which>thumbnail|view)/$", pictures.picture, name="desk_queue_picture"),
    re_path(rf"^{ITEM}/original/$", originals.original, name="desk_queue_original"),
]
