"""Tests of the mutation tests, and the mutants that may live."""
