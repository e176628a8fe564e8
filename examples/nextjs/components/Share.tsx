/** Ways to pass a page on: links that need no script and tell nobody before they are followed, and the device's own. */
export function Share({ url, title }: { url: string | null; title: string }) {
  if (!url) return null;
  const both = encodeURIComponent(`${title} ${url}`);
  return (
    <div className="share" role="group" aria-label="Share">
      <span className="muted">Share</span>
      <a href={`mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(url)}`}>E-mail</a>
      <a href={`https://bsky.app/intent/compose?text=${both}`}>Bluesky</a>
      <a href={`https://wa.me/?text=${both}`}>WhatsApp</a>
      {/* public/enhancements.js puts a button into it where the device can share. */}
      <share-button data-title={title} data-url={url} />
    </div>
  );
}
