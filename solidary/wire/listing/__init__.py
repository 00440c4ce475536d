"""Reading a tag page that was saved as plain text."""

from solidary.wire.listing.model import Item, LineUse, Listing, Marks
from solidary.wire.listing.reader import listing_of, read_listing

__all__ = ["Item", "LineUse", "Listing", "Marks", "listing_of", "read_listing"]
