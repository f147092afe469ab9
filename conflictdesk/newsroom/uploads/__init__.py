"""Uploaded files: where they are stored, who serves them, and the move of documents to their own folder."""
