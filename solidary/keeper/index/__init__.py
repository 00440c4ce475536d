"""The sealed index: what the queue shows of every envelope, without opening each again.

Nothing in it is needed: it is made again from the envelopes where it is missing or damaged.
"""
