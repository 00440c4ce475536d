"""One viewset a thing of the record: its listing, its forms and its chooser at the desk."""

from solidary.desk.viewsets.bin import BinViewSet
from solidary.desk.viewsets.fronts import FrontViewSet
from solidary.desk.viewsets.library import DocumentViewSet, VideoViewSet
from solidary.desk.viewsets.places import PlaceViewSet
from solidary.desk.viewsets.stories import StoryViewSet
from solidary.desk.viewsets.topics import TopicViewSet

__all__ = [
    "BinViewSet",
    "DocumentViewSet",
    "FrontViewSet",
    "PlaceViewSet",
    "StoryViewSet",
    "TopicViewSet",
    "VideoViewSet",
]
