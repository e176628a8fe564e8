"""Texts as the editors of WordPress store them, old and new, with what plugins add. ``word`` is replaced by numbers."""

import json

#: The picture that texts show, in one of its smaller sizes, and the placeholder of its address and number.
PICTURE = "{uploads}/{picture}-300x200.jpg"

CLASSIC = (
    "We went to the fields at {number} o'clock.\nThe gate was <strong>open</strong>.\n\n"
    '[caption id="attachment_{picture_id}" align="alignright" width="300"]'
    '<a href="{base}/wp-content/uploads/{picture}.jpg"><img class="size-medium wp-image-{picture_id}" src="'
    + PICTURE
    + '" '
    'alt="A field" width="300" height="200" /></a> The field in May[/caption]\n\n<h2>What we saw</h2>\n'
    "<ul>\n<li>Rows of leaves</li>\n<li>A <em>clock</em></li>\n</ul>\n<!--more-->\n\n"
    'Read <a href="{base}/?p={other}">the other report</a> and <a href="/about/">about us</a>.\n\n'
    "<blockquote>You have to listen.\n\nAnd then ask.</blockquote>\n\nhttps://www.youtube.com/watch?v=abc{number}\n\n"
    "The last line [sic]."
)
OLD_CAPTION = (
    '[caption id="attachment_{picture_id}" align="alignnone" caption="Taken at noon"]<img src="'
    + PICTURE
    + '" alt="" />'
    '[/caption]\nNo more than {number} people came.\n\n[gallery ids="{picture_id},{second_id}" columns="2"]\n\n'
    '[audio src="{base}/wp-content/uploads/talk.mp3"]\n\n[contact-form-7 id="12" title="Contact"]\n\n'
    "[vc_row][vc_column_text]The builder of pages kept this sentence.[/vc_column_text][/vc_row]\n\n"
    "Write [[gallery]] to show pictures.\n\n<!--nextpage-->The second page."
)
BLOCKS = (
    '<!-- wp:paragraph -->\n<p>Report {number} begins with a note.<sup data-fn="f-{number}" class="fn">'
    '<a href="#f-{number}" id="f-{number}-link">1</a></sup></p>\n<!-- /wp:paragraph -->\n\n'
    '<!-- wp:heading {{"level":3}} -->\n<h3 class="wp-block-heading">Numbers</h3>\n<!-- /wp:heading -->\n\n'
    '<!-- wp:image {{"id":{picture_id},"sizeSlug":"large"}} -->\n<figure class="wp-block-image size-large"><img src="'
    + PICTURE
    + '" alt="Rows" class="wp-image-{picture_id}"/><figcaption class="wp-element-caption">Rows of '
    "leaves</figcaption></figure>\n"
    "<!-- /wp:image -->\n\n"
    '<!-- wp:gallery {{"linkTo":"none"}} -->\n<figure class="wp-block-gallery has-nested-images"><!-- wp:image -->\n'
    '<figure class="wp-block-image"><img src="'
    + PICTURE
    + '" alt="One"/></figure>\n<!-- /wp:image --><!-- wp:image -->\n'
    '<figure class="wp-block-image"><img src="{uploads}/{second}-1024x683.jpg" alt="Two"/></figure>\n'
    "<!-- /wp:image --></figure>\n<!-- /wp:gallery -->\n\n"
    '<!-- wp:quote -->\n<blockquote class="wp-block-quote"><!-- wp:paragraph -->\n<p>They tell you '
    "that they are good at it.</p>\n<!-- /wp:paragraph --><cite>Ines Halloran</cite></blockquote>\n"
    "<!-- /wp:quote -->\n\n"
    '<!-- wp:table -->\n<figure class="wp-block-table"><table><thead><tr><th>Year</th>'
    "<th>Reports</th></tr></thead><tbody><tr><td>2019</td><td>{number}</td></tr></tbody></table>"
    "<figcaption>Reports by year</figcaption></figure>\n"
    "<!-- /wp:table -->\n\n"
    '<!-- wp:embed {{"url":"https://vimeo.com/{number}","type":"video"}} -->\n<figure class="wp-block-embed"><div '
    'class="wp-block-embed__wrapper">\nhttps://vimeo.com/{number}\n</div></figure>\n<!-- /wp:embed -->\n\n'
    '<!-- wp:buttons -->\n<div class="wp-block-buttons"><!-- wp:button -->\n<div class="wp-block-button">'
    '<a class="wp-block-button__link" href="https://join.example.org/">Join us</a></div>\n<!-- /wp:button --></div>\n'
    "<!-- /wp:buttons -->\n\n"
    '<!-- wp:file {{"href":"{base}/wp-content/uploads/report.pdf"}} -->\n<div class="wp-block-file"><a '
    'href="{base}/wp-content/uploads/report.pdf">The report</a><a href="{base}/wp-content/uploads/report.pdf" '
    'class="wp-block-file__button" download>Download</a></div>\n<!-- /wp:file -->\n\n'
    '<!-- wp:columns -->\n<div class="wp-block-columns"><!-- wp:column -->\n<div class="wp-block-column">'
    "<!-- wp:paragraph -->\n<p>Left</p>\n<!-- /wp:paragraph --></div>\n<!-- /wp:column --><!-- wp:column -->\n"
    '<div class="wp-block-column"><!-- wp:paragraph -->\n<p>Right</p>\n<!-- /wp:paragraph --></div>\n'
    "<!-- /wp:column -->"
    "</div>\n<!-- /wp:columns -->\n\n"
    '<!-- wp:separator -->\n<hr class="wp-block-separator"/>\n<!-- /wp:separator -->\n\n'
    '<!-- wp:block {{"ref":{shared}}} /-->\n\n<!-- wp:latest-posts {{"postsToShow":3}} /-->\n\n'
    '<!-- wp:details -->\n<details class="wp-block-details"><summary>More</summary>'
    "<!-- wp:paragraph -->\n<p>Inside</p>\n"
    "<!-- /wp:paragraph --></details>\n<!-- /wp:details -->\n\n<!-- wp:footnotes /-->"
)
TEXTS = (CLASSIC, OLD_CAPTION, BLOCKS)


def footnotes(number: int) -> str:
    """Return the custom field with the footnotes of ``BLOCKS``."""
    return json.dumps([{"id": f"f-{number}", "content": f"Counted by <em>hand</em> in report {number}."}])
