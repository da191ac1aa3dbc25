"""The bilans, pure: `faits`, then what is computed of them, who may read which cell, and what is frozen."""
