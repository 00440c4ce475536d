"""The roundup: a draft of what was sent, looked at and put in order before it becomes a story.

What contributions say is opened for each answer and for no file. The form sends back what an
editor chose, by opaque references; no word of a sender comes back with it.
"""
