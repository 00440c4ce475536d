"""A connection to a host that speaks SFTP and is known by its key."""
