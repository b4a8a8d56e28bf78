"""A form as read from its XForm: immutable, with every expression compiled and in order."""
