"""Files: typed, checked, stored once by SHA-256 outside the database, each under its conservation class (R-56)."""
