"""The pages of a release: each module draws one kind, from its sheet or straight to a feed."""
