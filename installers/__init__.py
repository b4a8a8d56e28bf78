"""Packs the two programs for each system; no logic of the program lives here."""
