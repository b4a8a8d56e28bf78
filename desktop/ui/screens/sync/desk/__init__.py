"""The conflict desk: both sides alike, one decision, nothing lost."""
