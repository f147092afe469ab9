"""Speed, scale and accuracy: each module is one command, `python -m benchmarks.<name>`."""
