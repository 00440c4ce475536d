"""Backups at the desk: where they go, what became of the last one, and what a restore holds back."""
