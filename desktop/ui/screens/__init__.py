"""A folder a screen: presenter decides, view draws."""
