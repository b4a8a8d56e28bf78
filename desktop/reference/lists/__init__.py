"""The code lists themselves, one JSON file each; sources and licences stand in README.md beside them."""
