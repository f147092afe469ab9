"""Uploaded files: where they lie, who hands them out, and the move of documents to their own folder."""
