"""The words of a language as the rules of extraction ask for them; they stand in the vocabulary."""
