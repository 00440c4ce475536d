"""Changes of what readers see that writers ask editors to make: a list, until somebody has made them."""
