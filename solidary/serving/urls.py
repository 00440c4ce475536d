"""The desk at /desk/; everything else is the reader's site, served from the release."""

from django.urls import include, path, re_path
from wagtail.admin import urls as desk_urls

from solidary.desk.dress import icon
from solidary.serving import files
from solidary.serving.reader_files import reader_site

urlpatterns = [
    path("desk/static/<path:path>", files.style_or_script),
    path("desk/icon.svg", icon, name="desk_icon"),
    path("desk/files/<path:path>", files.newsroom_file),
    path("desk/", include(desk_urls)),
    re_path(r"^(?P<address>.*)\Z", reader_site),
]
