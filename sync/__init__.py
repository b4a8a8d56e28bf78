"""Reconciles stores with the regional server; knows no table of Milepost's."""
