"""The words of a language that the rules of extraction look for, as typed lists."""
