"""Which rich text features each kind of text offers to editors."""

#: Running text in a page's body.
LONG_TEXT = ["bold", "italic", "link", "document-link", "ol", "ul", "superscript", "subscript", "strikethrough"]

#: Openings, biographies and descriptions.
SHORT_TEXT = ["bold", "italic", "link", "document-link", "ol", "ul"]
