"""Monitoring visits: planned, made, written up, judged - and all that is recorded on them."""
