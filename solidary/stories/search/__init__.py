"""Finding stories at the desk: `index` keeps the words, `find` asks for them."""
