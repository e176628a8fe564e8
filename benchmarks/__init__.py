"""Benchmarks. They take minutes and their figures differ between machines, so no test runs them."""
