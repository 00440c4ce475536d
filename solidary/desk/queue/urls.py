"""Addresses of the queue, below /desk/queue/."""

from django.urls import path

from solidary.desk.queue import unlocking

urlpatterns = [
    path("unlock/", unlocking.UnlockView.as_view(), name="desk_queue_unlock"),
    path("lock/", unlocking.lock, name="desk_queue_lock"),
    path("session/", unlocking.session, name="desk_queue_session"),
]
