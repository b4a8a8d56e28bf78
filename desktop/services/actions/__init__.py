"""Action points: agreed, done, verified by someone else."""
