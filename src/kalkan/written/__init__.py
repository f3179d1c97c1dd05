"""What a person wrote: YAML with the line of each entry; the word that was meant."""
