"""Measures Milepost beside its limit - the least work that does the job with no product around it - in one run."""
