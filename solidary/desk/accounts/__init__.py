"""Accounts at the desk: a name or pseudonym, a password, a role. No e-mail, nobody's real name, and
nobody with every right.

Who may more than a role says (take what was sent out of the desk, for one) got that on the server, and
only there gets a new password: else whoever sets it would have that right as well.
"""
