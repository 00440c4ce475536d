"""The chronicle at the desk: what stories report, decided by editors; its actions, days and places.

One decision is one key. What was decided goes to readers together, when whoever decides rests.
"""
