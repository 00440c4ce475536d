"""The dossier's chronicle: enough to look at, and every fact with the words that say it."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from solidary.chronicle.models import Action, Day, Estimate, Report
from solidary.chronicle.suggesting.finding import read_archive
from solidary.chronicle.suggesting.queue import waiting
from solidary.chronicle.telling import quote_stands
from solidary.chronicle.whole import as_one, whole
from solidary.sample.reading import fixed_address

pytestmark = pytest.mark.usefixtures("filled")
PUBLICATION = "publication day"


def action(name: str) -> Action:
    return Action.objects.get(address=fixed_address(f"action {name}"))


class TestTheSampleChronicle:
    def test_there_are_sixty_actions_in_twenty_places_told_in_all_languages(self) -> None:
        assert Action.objects.count() >= 60
        assert Action.objects.exclude(place=None).values("place").distinct().count() >= 20
        told = Counter(Report.objects.values_list("story__locale__language_code", flat=True))
        assert set(told) == {"en", "be", "ru", "pl"}
        assert min(told.values()) >= 60

    def test_readers_see_all_of_them_since_the_day_of_the_first_story(self) -> None:
        for row in Action.objects.all():
            days = [report.story.day for report in row.reports.all()]
            assert whole(row).is_public
            assert row.public_since == min(day for day in days if day)

    def test_every_fact_of_every_report_is_quoted_and_the_words_are_there(self) -> None:
        for report in Report.objects.select_related("action", "story"):
            row, story = report.action, report.story
            checked = quote_stands(report, story)
            assert all(each.found.how.value == "same" for each in checked), story.headline
            quoted = {each.quote.field for each in checked}
            needed = {"form"}
            needed |= {"place"} if row.place_id or row.country else set()
            needed |= {"turnout"} if report.estimates.exists() else set()
            needed |= {"source"} if report.sources else set()
            assert needed <= quoted, (str(row), story.headline)

    def test_a_day_that_is_no_day_of_publication_is_said_by_some_story(self) -> None:
        for row in Action.objects.exclude(basis=PUBLICATION):
            for language in {report.story.language for report in row.reports.all()}:
                mine = [r for r in row.reports.all() if r.story.language == language]
                assert any(r.quotes.filter(field="day").exists() for r in mine), str(row)

    def test_days_places_and_standings_are_known_more_and_less_exactly(self) -> None:
        assert set(Action.objects.values_list("precision", flat=True)) == {
            "day", "span", "month", "not later than",
        }  # fmt: skip
        assert set(Action.objects.values_list("place_precision", flat=True)) == {
            "", "country", "town", "venue",
        }  # fmt: skip
        standings = Counter(Action.objects.values_list("standing", flat=True))
        assert set(standings) == {"announced", "happened", "banned", "cancelled"}
        assert len(set(Action.objects.values_list("form", flat=True))) >= 8

    def test_another_report_has_settled_the_day_of_the_chain_in_vilnius(self) -> None:
        chain = action("vilnius-2020-07-27")
        assert (chain.first, chain.last) == (date(2020, 7, 27), date(2020, 7, 27))
        assert (chain.precision, chain.basis) == ("day", "another report")
        assert len(as_one(chain.reports.all())) == 2

    @pytest.mark.parametrize("name", ["vilnius-2020-08-23", "vilnius-2021-05-29"])
    def test_where_sayers_differ_there_are_several_figures(self, name: str) -> None:
        found = whole(action(name))
        assert len(found.estimates) >= 2
        assert len({tuple(each.sayers) for each in found.estimates}) >= 2
        assert len(as_one(found.reports)) >= 2

    def test_the_roundup_and_the_documentary_report_no_action_of_their_own(self) -> None:
        silent = (date(2020, 9, 22), date(2021, 9, 7))
        assert not Report.objects.filter(story__day__in=silent).exists()

    def test_a_figure_has_a_low_and_a_high_that_are_people(self) -> None:
        assert Estimate.objects.count() >= 60
        assert all(0 < each.low <= each.high <= 50_000 for each in Estimate.objects.all())

    def test_the_declared_days_say_who_declared_them(self) -> None:
        days = list(Day.objects.all())
        assert all(day.declared_by for day in days)
        assert all(set(day.names) == {"en", "be", "ru", "uk", "pl", "lt", "de"} for day in days)
        hits = {date(2021, 2, 7), date(2021, 7, 16), date(2020, 9, 16), date(2021, 5, 29)}
        assert all(any(day.falls_on(hit) for day in days) for hit in hits)
        assert not any(day.falls_on(date(2020, 2, 7)) for day in days)


@pytest.mark.exhaustive
class TestTheSampleReadForFacts:
    def test_next_to_nothing_of_what_it_reports_is_suggested_once_more(self) -> None:
        read_archive()
        reporting = set(Report.objects.values_list("story", flat=True))
        again = waiting().filter(story__in=reporting)
        # A call for pickets in three languages, and two that are read of words which no report quotes.
        assert again.count() <= 5
