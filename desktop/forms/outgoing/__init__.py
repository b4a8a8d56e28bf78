"""Finished submissions on their way out: tables of answers, and the rules of the OpenRosa envelope."""
