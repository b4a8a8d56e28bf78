"""What needs the present person today."""
