from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from solidary.languages import BY_CODE
from solidary.languages.words import words
from solidary.stories.languages import locale_of
from solidary.stories.models import Story
from solidary.stories.search.entries import Entry
from solidary.stories.search.find import search
from solidary.stories.search.index import forget_stories, index_stories
from tests.fixtures.laws import examples

letters = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
headlines = st.text(letters, max_size=60)
languages = st.sampled_from(sorted(BY_CODE))


class SearchLaws(TestCase):
    story: Story

    @classmethod
    def setUpTestData(cls) -> None:
        cls.story = Story(headline="-", locale=locale_of("en"))
        cls.story.save()

    @settings(max_examples=examples(60))
    @given(headline=headlines, body=headlines, language=languages)
    def test_any_word_of_a_story_finds_it_until_it_is_forgotten(
        self, headline: str, body: str, language: str
    ) -> None:
        key = self.story.pk
        block = {"type": "heading", "value": body.replace("<", " ").replace("&", " ")}
        index_stories([Entry(key, language, headline, "", [block])])
        asked = words(headline) + words(block["value"])
        for word in asked:
            assert search(word) == [key], word
        forget_stories([key])
        for word in asked:
            assert search(word) == [], word

    @settings(max_examples=examples(60))
    @given(question=st.text(max_size=200))
    def test_no_question_raises(self, question: str) -> None:
        search(question)
