"""The figures of the annual survey: each with how many dispositifs answered what it is made of, and nobody else."""
