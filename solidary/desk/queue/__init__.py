"""The queue: what strangers sent, as editors look at it and decide about it.

Everything here is opened by the keeper for whoever has unlocked a desk key, and goes straight into an
answer that nobody may keep: no cache, no file, no row, no address, no message holds a word of it.
"""
