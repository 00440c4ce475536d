from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from solidary.cli import solidary
from solidary.stories.search.find import search
from solidary.stories.search.index import forget_stories
from tests.search.conftest import Writer


@pytest.mark.django_db
def test_reindex_finds_again_what_the_search_had_lost(write: Writer) -> None:
    story = write("Rally in Warsaw")
    forget_stories([story.pk])
    done = CliRunner().invoke(solidary, ["reindex", "--json"])
    assert json.loads(done.output) == {"stories": 1}
    assert search("rally") == [story.pk]
