"""No header profile: the place of the mirror sets headers of its own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from solidary.mirrors.profile import Profile

PROFILE = Profile("none", _("Not us: the host sends its own HTTP headers"), None, order=0)
