"""The product's own evaluation: sets of questions judged and reported, and a retrieval bench."""
