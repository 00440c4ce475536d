"""Backup and restore: what brings a newsroom back."""
