/*
 * What to tell when the CMS did not answer a request, or refused it: `coalitionCms.sentenceOf(request)` returns a
 * sentence for a request of jQuery, or of anything with its `status` and `responseText`.
 */
(() => {
  const WORDS = {
    0: "The CMS did not answer.",
    403: "The CMS refused this: your sign-in has changed, or you may not do it.",
    404: "This was not found: somebody may have deleted it.",
    413: "The file is larger than the server takes.",
    other: "The CMS could not do this just now.",
  };

  function sentenceOf({ status, responseText }) {
    try {
      const { error_message: message } = JSON.parse(responseText);
      if (message) return message;
    } catch {
      // Not every answer is JSON.
    }
    return WORDS[status] ?? WORDS.other;
  }

  window.coalitionCms = { ...window.coalitionCms, sentenceOf };
})();
