"""What the press costs: the same generated archive through Solidary and through Hugo."""
