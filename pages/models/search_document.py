"""What is found by searching, as plain text."""

from django.db import models


class SearchDocument(models.Model):
    """The public text of one page, record, image or document, whether or not it is public at the moment.

    It is written in the transaction that saves the thing itself, and always from what is in the database: a draft that
    is kept as a revision is not in it. Its words are beside it, in the form that the database searches
    (``pages.search.engines``).
    """

    #: Which kind of thing ``object_id`` is a key of: see ``pages.search.documents``.
    kind = models.CharField(max_length=32)
    object_id = models.BigIntegerField()
    title = models.TextField()
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["object_id", "kind"], name="one_search_document_per_object")]

    def __str__(self) -> str:
        return self.title
