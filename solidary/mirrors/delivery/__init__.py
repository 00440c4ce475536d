"""Bringing one release to one mirror; knows no record.

`bring.py` is the order of it all: `wanted.py` reads our release, `seen.py` what the mirror says it
holds (both through `trees.py`), `differences.py` compares them, `order.py` puts what is to be done
into steps, `sending.py` notes each and looks at what came of it, `carriers.py` carry. `progress.py`
is the log that lets a killed sync go on, `held.py` what a mirror was last given, `pacing.py` how
often something is tried again.
"""
