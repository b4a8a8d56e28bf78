"""Reconciles this store with the regional server, and lets a person decide what two people said differently."""
