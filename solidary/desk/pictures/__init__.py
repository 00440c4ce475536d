"""Pictures on the desk's own screens, whose process opens none: the darkroom makes the copies, and sizes
are read from headers."""

from solidary.desk.pictures.copies import copy_for_screens
from solidary.desk.pictures.sizes import read_headers
from solidary.stories.models import Photo


def open_none_here() -> None:
    """From now on no picture is decoded in this process for a screen of the desk."""
    Photo.make_copy = staticmethod(copy_for_screens)
    read_headers()
