"""What a person types and sees: commands, tables, progress."""

from kalkan.cli.app import main

__all__ = ["main"]
