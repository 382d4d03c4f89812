"""Pieces that several of the schemas share."""
