"""The page on which faces are covered: what the model proposes, and what a person makes of it.

`form.py` reads boxes, `views.py` shows and confirms them; without scripts it is a form whose result the
keeper draws.
"""
