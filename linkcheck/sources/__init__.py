"""From bytes to documents: decoding, positions, files."""
