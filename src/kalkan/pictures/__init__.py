"""Pictures of what is known and of what came out."""
