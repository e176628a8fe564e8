"""The rich text features that editors can use in each kind of text."""

#: Running text in a page's body.
LONG_TEXT = ["bold", "italic", "link", "document-link", "ol", "ul", "superscript", "subscript", "strikethrough"]

#: Openings, biographies and descriptions.
SHORT_TEXT = ["bold", "italic", "link", "document-link", "ol", "ul"]
