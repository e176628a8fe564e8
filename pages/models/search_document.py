"""The model of search documents, which hold searchable plain text."""

from django.db import models


class SearchDocument(models.Model):
    """The public text of one page, record, image or document, whether or not it is public at the moment.

    It is written in the transaction that saves the object, always from the object's row: drafts in revisions are not
    included. The search engine stores the words separately, in the form that the database searches (see
    ``pages.search.engines``).
    """

    #: The kind of object to which the key ``object_id`` belongs: see ``pages.search.documents``.
    kind = models.CharField(max_length=32)
    object_id = models.BigIntegerField()
    title = models.TextField()
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["object_id", "kind"], name="one_search_document_per_object")]

    def __str__(self) -> str:
        return self.title
