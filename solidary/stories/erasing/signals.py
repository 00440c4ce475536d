"""What the record says when words left it."""

from __future__ import annotations

from django.dispatch import Signal

erased = Signal()
"""Sent in the transaction in which somebody's decision took words out of the record: what the disk
still holds of them is to go."""
