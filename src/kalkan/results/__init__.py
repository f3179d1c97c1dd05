"""The record of a study: every output column, the Parquet store, the provenance."""
