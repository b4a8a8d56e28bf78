"""How the rows of the journal that are not sealed yet are found; plain SQL, for questions that load no models."""

_ALL_SEALED = "(SELECT change FROM journal WHERE sealed > '' ORDER BY change DESC LIMIT 1)"

UNSEALED = f"change > coalesce({_ALL_SEALED}, 0) AND sealed IS NULL"
"""A condition on the journal. Sealing takes all there is, so what it left lies behind the newest row that bears a mark.

An index of these rows would be one page more in every commit; the walk back from the end passes these rows alone.
"""

OF_ACTION = (
    "change IN (SELECT change FROM journal WHERE action = ?1 AND sealed IS NOT NULL"
    f" UNION ALL SELECT change FROM journal WHERE {UNSEALED} AND action = ?1)"
)
"""Of one action, the first value bound. What is sealed has an index; what is not is walked through, for the same reason."""
