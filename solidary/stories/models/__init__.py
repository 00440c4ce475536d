"""The record: what the newsroom has published, and what is not public yet."""

from solidary.stories.models.binned import Binned
from solidary.stories.models.document import Document, DocumentWords
from solidary.stories.models.front import Front, FrontStory, FrontTopic
from solidary.stories.models.marked import MarkedBlock
from solidary.stories.models.newsroom import Newsroom, NewsroomLanguage
from solidary.stories.models.old_address import OldAddress
from solidary.stories.models.photo import Photo, PhotoRendition, PhotoWords
from solidary.stories.models.place import Place, PlaceName
from solidary.stories.models.stored_file import StoredFile
from solidary.stories.models.story import (
    PLAIN_FIELDS,
    STORY_ORDER,
    Byline,
    Kind,
    State,
    Story,
    StorySource,
)
from solidary.stories.models.topic import Topic, TopicAlias, TopicMerge, TopicName, TopicPin
from solidary.stories.models.video import Subtitles, Video, VideoWords

__all__ = [
    "PLAIN_FIELDS",
    "STORY_ORDER",
    "Binned",
    "Byline",
    "Document",
    "DocumentWords",
    "Front",
    "FrontStory",
    "FrontTopic",
    "Kind",
    "MarkedBlock",
    "Newsroom",
    "NewsroomLanguage",
    "OldAddress",
    "Photo",
    "PhotoRendition",
    "PhotoWords",
    "Place",
    "PlaceName",
    "State",
    "StoredFile",
    "Story",
    "StorySource",
    "Subtitles",
    "Topic",
    "TopicAlias",
    "TopicMerge",
    "TopicName",
    "TopicPin",
    "Video",
    "VideoWords",
]
