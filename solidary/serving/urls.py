"""The desk at /desk/; everything else is the reader's site, which the front serves by itself."""

from django.urls import include, path
from wagtail.admin import urls as desk_urls

from solidary.desk.addresses import keep_ours
from solidary.desk.dress import icon
from solidary.serving import files

keep_ours(desk_urls.urlpatterns)

urlpatterns = [
    path("desk/static/<path:path>", files.style_or_script),
    path("desk/icon.svg", icon, name="desk_icon"),
    path("desk/files/<path:path>", files.newsroom_file),
    path("desk/", include(desk_urls)),
]
