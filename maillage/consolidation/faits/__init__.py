"""The facts of a dispositif: coded rows without a name, as Parquet files. The only thing that figures are counted from."""
