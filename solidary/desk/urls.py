"""Addresses of the desk's own pages, below /desk/."""

from django.urls import include, path

from solidary.desk.views import acts, comparing, deciding, finding

urlpatterns = [
    path("mirrors/", include("solidary.desk.mirrors.urls")),
    path("find/topics/", finding.find_topics, name="desk_find_topics"),
    path("find/places/", finding.find_places, name="desk_find_places"),
    path("stories/translate/<int:pk>/", acts.TranslateView.as_view(), name="desk_translate"),
    path("stories/catch-up/<int:pk>/", comparing.CatchUpView.as_view(), name="desk_catch_up"),
    path("stories/correct/<int:pk>/", acts.CorrectView.as_view(), name="desk_correct"),
    path("stories/withdraw/<int:pk>/", acts.WithdrawView.as_view(), name="desk_withdraw"),
    path("stories/restore/<int:pk>/", acts.RestoreView.as_view(), name="desk_restore"),
    path("stories/day/<int:pk>/", deciding.decide_day, name="desk_decide_day"),
    path("topics/merge/<int:pk>/", acts.MergeView.as_view(), name="desk_merge"),
]
