"""What a message says of things: that they are there, are not, or are not known to be."""
