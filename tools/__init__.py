"""Tasks of the project itself: benchmarks, screenshots, catalogues."""
