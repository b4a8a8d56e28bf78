"""A visit: head, stepper, tabs, and what they share."""
