"""What the record says when words left it."""

from __future__ import annotations

from django.dispatch import Signal

erased = Signal()
"""Sent in the transaction in which somebody's decision took words out of the record: what the disk
still holds of them is to go."""

words_left = Signal()
"""Sent in the transaction in which words left stories, with `stories` and `binned`: keys of stories, and of
what lies in the bin. Whoever keeps words of stories beside them lets go of those that are gone."""
