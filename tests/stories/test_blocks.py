"""What follows from the declaration of a block."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

import solidary
from solidary.press.drawing import bodies
from solidary.press.drawing.composer import Composer
from solidary.press.drawing.gallery import Gallery
from solidary.press.drawing.templates import template
from solidary.press.index.calendar_archive import Rules
from solidary.press.reading.newsroom import read_newsroom
from solidary.stories.body import form
from solidary.stories.body.blocks import BLOCKS
from solidary.stories.body.fields import Block, Entries, Markup, Reference, References, Text
from solidary.stories.models import Story

APPEAL = Block(
    "appeal",
    "Appeal",
    icon="mail",
    fields=(Text("to", "To whom", needed=True, most=80), Markup("text", "Text")),
)


def test_blocks_have_names_of_their_own_and_fields_too() -> None:
    assert len({block.name for block in BLOCKS}) == len(BLOCKS)
    for block in BLOCKS:
        assert len({field.name for field in block.fields}) == len(block.fields) > 0
        assert not block.bare or len(block.fields) == 1


def test_the_desk_offers_every_block_with_the_fields_it_is_declared_with() -> None:
    body = Story._meta.get_field("body").stream_block
    assert list(body.child_blocks) == [block.name for block in BLOCKS]
    for block in BLOCKS:
        offered = body.child_blocks[block.name]
        assert str(offered.label) == str(block.label)
        if block.bare:
            assert offered.required is block.fields[0].needed
            continue
        assert list(offered.child_blocks) == [field.name for field in block.fields]
        for field in block.fields:
            filled_in = offered.child_blocks[field.name]
            assert str(filled_in.label) == str(field.label)
            if not isinstance(field, References | Entries):
                assert filled_in.required is field.needed
            if isinstance(field, Entries):
                assert (filled_in.meta.min_num == 1) is field.needed
                inside = filled_in.child_block.child_blocks
                assert list(inside) == [each.name for each in field.fields]
                assert [each.required for each in inside.values()] == [
                    each.needed for each in field.fields
                ]
            if isinstance(field, Reference):
                model = filled_in.target_model._meta.model_name
                assert model == ("video" if field.to == "recording" else field.to)


def test_no_migration_holds_the_definition_of_a_block() -> None:
    migrations = list(Path(solidary.__file__).parent.glob("**/migrations/*.py"))
    assert migrations
    for migration in migrations:
        text = migration.read_text("utf-8")
        assert "wagtail.blocks" not in text, migration
        assert "StreamField(" not in text, migration


@pytest.mark.django_db
def test_a_new_block_asks_for_no_migration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "BLOCKS", (*BLOCKS, APPEAL))
    loader = MigrationLoader(connection)
    state = ProjectState.from_apps(apps)
    body = form.BodyField(verbose_name="body", blank=True)
    assert "appeal" in body.stream_block.child_blocks
    state.models["stories", "story"].fields["body"] = body
    found = MigrationAutodetector(loader.project_state(), state).changes(
        graph=loader.graph, trim_to_apps={"stories"}
    )
    assert "stories" not in found


@pytest.mark.django_db
def test_a_migration_that_reads_and_saves_stories_keeps_every_block() -> None:
    state = MigrationLoader(connection).project_state()
    body = state.apps.get_model("stories", "Story")._meta.get_field("body")
    assert list(body.stream_block.child_blocks) == [block.name for block in BLOCKS]


@pytest.mark.django_db
def test_a_block_that_refers_to_what_nothing_shows_is_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = Block("quote", "Quote", icon="mail", fields=(Reference("text", "Text", to="topic"),))
    monkeypatch.setattr(bodies, "BLOCKS", (shown,))
    own_links = Composer(read_newsroom([]), Rules()).own_links
    with pytest.raises(TypeError, match="nothing shows a reference to a topic"):
        bodies.BodyDrawer(template("en", "body.html"), "en", Gallery(), own_links)
