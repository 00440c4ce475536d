"""How the desk offers each act of the record: one module an act, found by being here.

A module says what an editor is asked and told. Its address, its button, who may open it and
what it is called follow from the act.
"""

from solidary.desk.acts.offering import addresses, buttons_for

__all__ = ["addresses", "buttons_for"]
