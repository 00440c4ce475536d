"""Addresses of the chronicle at the desk, below /desk/chronicle/."""

from django.urls import path, re_path

from solidary.desk.chronicle import (
    action,
    deciding,
    declared,
    finding,
    land,
    queue,
    resting,
    unconfirmed,
)

urlpatterns = [
    path("", queue.QueueView.as_view(), name="desk_chronicle"),
    path("story/<int:pk>/", queue.StoryView.as_view(), name="desk_chronicle_story"),
    path("card/<int:pk>/", queue.CardView.as_view(), name="desk_chronicle_card"),
    path("decide/<int:pk>/", deciding.DecideView.as_view(), name="desk_chronicle_decide"),
    path("undo/", deciding.UndoView.as_view(), name="desk_chronicle_undo"),
    path("sure/", deciding.SureView.as_view(), name="desk_chronicle_sure"),
    path("rest/", resting.rest, name="desk_chronicle_rest"),
    path("actions/", finding.ActionsView.as_view(), name="desk_chronicle_actions"),
    path("action/<str:address>/", action.ActionView.as_view(), name="desk_chronicle_action"),
    re_path(
        r"^land/(?P<name>[a-z]+-[0-9a-f]{8}\.svg)$", land.LandView.as_view(),
        name="desk_chronicle_land",
    ),
    path("open/", unconfirmed.OpenView.as_view(), name="desk_chronicle_open"),
    path("open/place/<int:number>/", unconfirmed.PlaceView.as_view(), name="desk_chronicle_place"),
    re_path(
        r"^open/day/(?P<day>\d{4}-\d\d-\d\d)/$",
        unconfirmed.DayView.as_view(), name="desk_chronicle_open_day",
    ),
    path("days/", declared.DaysView.as_view(), name="desk_chronicle_days"),
    path("days/<int:pk>/", declared.DaysView.as_view(), name="desk_chronicle_day"),
]  # fmt: skip
