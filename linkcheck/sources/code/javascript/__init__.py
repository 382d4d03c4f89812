"""JavaScript and TypeScript: their lowering to the shared form, library, and tokens."""
