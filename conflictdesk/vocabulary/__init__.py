"""What words mean: YAML files and the loader that validates them. Knows no framework."""
