"""The desk at /desk/; everything else is the reader's site, which the front serves by itself."""

from django.urls import include, path
from wagtail.admin import urls as desk_urls

from solidary.desk.dress import icon
from solidary.serving import files

urlpatterns = [
    path("desk/static/<path:path>", files.style_or_script),
    path("desk/icon.svg", icon, name="desk_icon"),
    path("desk/files/<path:path>", files.newsroom_file),
    path("desk/", include(desk_urls)),
]
