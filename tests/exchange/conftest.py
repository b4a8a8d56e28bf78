"""Generated examples have no time limit each: the first one also pays for lists that are read when first asked for."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
