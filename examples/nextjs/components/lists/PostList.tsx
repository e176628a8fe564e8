import { read } from "@/lib/cms";
import { longDate } from "@/lib/dates";
import type { GuestBlogPostListItem, List } from "@/lib/types";
import { Byline } from "../Byline";
import { Heading, type Level } from "../Heading";
import { Pagination } from "../Pagination";
import { Picture } from "../Picture";
import { RichText } from "../RichText";
import { SmartLink } from "../SmartLink";

interface Properties {
  locale: string;
  limit?: number;
  level?: Level;
  topic?: string;
  cursor?: string;
  /** Where the list can be read on. Without it, this is only the beginning of one. */
  path?: string | null;
  /** Pages that are shown already, and not once more. */
  without?: (number | null)[];
}

const FIELDS =
  "_,id,type,title,html_path,locale,listing(image,summary),intro,published_on,authors(name,person(html_path)),reading_time_minutes";

const SIZES = "(min-width: 62rem) 23rem, (min-width: 40rem) 48vw, calc(100vw - 2.25rem)";
const LEAD_SIZES = "(min-width: 62rem) 42rem, (min-width: 40rem) 58vw, calc(100vw - 2.25rem)";

/** The number of characters, tags included, of an opening that the first post of a list shows whole. */
const LONGEST_OPENING = 600;

/** Posts, the newest first. The first of a list that can be read on leads it. */
export async function PostList({ locale, limit = 6, level = 3, topic, cursor, path, without = [] }: Properties) {
  const query = { fields: FIELDS, images: "basic", limit: limit + without.length, locale, topic, cursor };
  const { items, meta } = await read<List<GuestBlogPostListItem>>("posts/", query);
  const posts = items.filter(({ id }) => !without.includes(id)).slice(0, limit);
  if (posts.length === 0) return <p>Nothing has been published here yet.</p>;
  const [lead, ...others] = path && !cursor && posts.length > 2 ? posts : [undefined, ...posts];
  return (
    <>
      {lead && (
        <div className="lead-story">
          <PostCard post={lead} locale={locale} level={level} lead />
        </div>
      )}
      <ul className="cards">
        {others.map((post) => (
          <li key={post?.id}>{post && <PostCard post={post} locale={locale} level={level} />}</li>
        ))}
      </ul>
      {path && <Pagination meta={meta} path={path} query={{ topic }} label="posts" />}
    </>
  );
}

interface CardProperties {
  post: GuestBlogPostListItem;
  locale: string;
  level: Level;
  lead?: boolean;
}

function PostCard({ post, locale, level, lead }: CardProperties) {
  const { image, summary } = post.listing;
  const facts = [
    post.published_on && longDate(post.published_on, locale),
    post.reading_time_minutes && `${post.reading_time_minutes} min`,
  ];
  return (
    <article className={["card", lead && "lead", !image && "wordy"].filter(Boolean).join(" ")}>
      {image && (
        <div className="card-picture">
          <Picture image={image} crop="card" sizes={lead ? LEAD_SIZES : SIZES} priority={lead} decorative />
        </div>
      )}
      <div className="card-text">
        <p className="kicker">{facts.filter(Boolean).join(" · ")}</p>
        <Heading level={level} className="card-title">
          <SmartLink href={post.meta.html_path}>{post.title}</SmartLink>
        </Heading>
        {lead && post.intro && post.intro.length <= LONGEST_OPENING ? (
          <RichText html={post.intro} className="text card-summary" />
        ) : (
          <p className="card-summary">{summary}</p>
        )}
        {post.authors.length > 0 && (
          <p className="line">
            <Byline authors={post.authors} />
          </p>
        )}
      </div>
    </article>
  );
}
