"""Finding passages: the encoder, keywords, vectors and their fusion."""
