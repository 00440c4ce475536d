"""A home that the sample has filled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.fixtures.record import Sample, put_record


@pytest.fixture(scope="class")
def filled(
    sample: Sample,
    migrated_record: Path,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """One filled home for a whole class of tests that only look at it."""
    files = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=files):
        sample.copy_to(files)
        yield
        put_record(migrated_record)
