"""What a newsroom tells programs of itself, for the law's sequences of acts."""

from __future__ import annotations

import random
from datetime import date

from solidary.stories.models import Newsroom


class TellingPrograms:
    """Each act is drawn from its chance."""

    chance: random.Random

    def tell_programs(self) -> None:
        found = Newsroom.load()
        found.robots_lines = self.chance.choice(["", "Disallow: /x/\n\nUser-agent: A\nAllow: /"])
        found.refuses_model_crawlers = self.chance.choice([True, False])
        found.security_contact = self.chance.choice(["", "safe@news.example"])
        found.security_until = self.chance.choice([None, date(2022, 1, 1), date(2022, 2, 1)])
        found.save()
