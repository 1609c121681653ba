"""Public benchmarks, run with the shipped product; see docs/benchmarks.md."""
