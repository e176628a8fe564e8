"""Extensions of Wagtail's editor: panels, lists, choosers and the transaction middleware."""
