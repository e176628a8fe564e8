import { read } from "@/lib/cms";
import { longDate } from "@/lib/dates";
import type { List, GuestBlogPostListItem } from "@/lib/types";
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
}

const FIELDS = "_,id,type,title,html_path,locale,listing,intro,published_on,authors,reading_time_minutes";

const SIZES = "(min-width: 48rem) 20rem, calc(100vw - 2.5rem)";

/** The number of characters, tags included, of an opening that a list shows whole. */
const LONGEST_OPENING = 900;
const isShort = (html: string) => html.length <= LONGEST_OPENING;

/** Posts, the newest first, each with its opening. */
export async function PostList({ locale, limit = 6, level = 3, topic, cursor, path }: Properties) {
  const query = { fields: FIELDS, images: "basic", limit, locale, topic, cursor };
  const { items, meta } = await read<List<GuestBlogPostListItem>>("posts/", query);
  if (items.length === 0) return <p>Nothing has been published here yet.</p>;
  return (
    <>
      <ul className="teasers">
        {items.map((post) => (
          <li key={post.id}>
            <article className="teaser">
              {post.listing.image && <Picture image={post.listing.image} sizes={SIZES} decorative />}
              <div>
                <p className="kicker">
                  {post.listing.kicker}
                  {post.published_on && ` · ${longDate(post.published_on, locale)}`}
                </p>
                <Heading level={level} className="card-title">
                  <SmartLink href={post.meta.html_path}>{post.title}</SmartLink>
                </Heading>
                <p className="line">
                  <Byline authors={post.authors} />
                </p>
                {post.intro && isShort(post.intro) ? <RichText html={post.intro} /> : <p>{post.listing.summary}</p>}
                <p>
                  <SmartLink href={post.meta.html_path} className="read-more">
                    Read more<span className="hidden">: {post.title}</span>
                  </SmartLink>{" "}
                  <span className="muted">{post.reading_time_minutes} min</span>
                </p>
              </div>
            </article>
          </li>
        ))}
      </ul>
      {path && <Pagination meta={meta} path={path} query={{ topic }} label="posts" />}
    </>
  );
}
