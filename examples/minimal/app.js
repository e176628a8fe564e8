// Shows any page of the CMS, and drafts in the editor's preview. Links are ordinary links: each page is a new load.
import { cmsOrigin } from "/config.js";

const DRAFT_PATH = "/preview";

/** Make an element. Strings become text, never markup; what is null, false or "" is left out. */
function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) node.setAttribute(key, value);
  node.append(...children.flat(Infinity).filter(Boolean));
  return node;
}

/** Rich text goes in as it is: it is HTML that the CMS has cleaned, with a handful of tags and no scripts. */
function richText(html) {
  if (!html) return null;
  const node = element("div", { class: "text" });
  node.innerHTML = html;
  return node;
}

/** A link, or only its label where the address is none that a visitor should follow. */
function link(href, label, attributes = {}) {
  const safe = /^(https?:|mailto:|tel:|\/(?!\/))/i.test(href ?? "");
  return safe ? element("a", { href, ...attributes }, label) : element("span", {}, label);
}

function image(value, sizes = "(min-width: 48rem) 46rem, 100vw") {
  const node = element("img", { src: value.src, srcset: value.srcset, sizes, loading: "lazy" });
  Object.assign(node, { alt: value.alt ?? "", width: value.width, height: value.height });
  if (value.placeholder?.color) node.style.backgroundColor = value.placeholder.color;
  if (value.focal_point) node.style.objectPosition = `${value.focal_point.x * 100}% ${value.focal_point.y * 100}%`;
  const sources = (value.sources ?? []).map(({ type, srcset }) => element("source", { type, srcset, sizes }));
  return element("picture", {}, sources, node);
}

function figure(value, caption = value.caption, layout = "column") {
  const lines = [caption, value.credit].filter(Boolean).map((line) => element("span", {}, line));
  return element("figure", { class: layout }, image(value), lines.length > 0 && element("figcaption", {}, lines));
}

function section(title, ...children) {
  return children.flat().some(Boolean) ? element("section", {}, title && element("h2", {}, title), ...children) : null;
}

function list(className, items) {
  return items.length > 0 && element("ul", { class: className }, items.map((item) => element("li", {}, item)));
}

function joined(...parts) {
  return parts.filter(Boolean).join(" · ");
}

function day(text) {
  return new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${text}T00:00:00Z`));
}

/** When an event takes place, as the clocks on the spot show it. */
function when({ start, end, all_day: allDay, date_note: note, status }) {
  // While an event is postponed, its date is void.
  if (!start || status === "postponed") return note;
  const timeZone = allDay ? "UTC" : start.timezone;
  const style = allDay ? { dateStyle: "full" } : { dateStyle: "full", timeStyle: "short" };
  const instant = (moment) => new Date(allDay ? `${moment.date}T00:00:00Z` : moment.utc);
  const format = new Intl.DateTimeFormat("en", { ...style, timeZone });
  const text = end ? format.formatRange(instant(start), instant(end)) : format.format(instant(start));
  const zone = allDay ? "" : ` (${start.timezone.split("/").pop().replaceAll("_", " ")} time)`;
  return element("time", { datetime: start.utc }, text + zone);
}

// Cards: pages and people in lists

const NEWS = { postponed: "Postponed", rescheduled: "New date", moved_online: "Moved online", cancelled: "Canceled" };

function pageCard({ meta, title, listing }) {
  return element("article", { class: "card" },
    listing?.image && image(listing.image, "(min-width: 40rem) 20rem, 100vw"),
    element("p", { class: "kicker" }, joined(listing?.kicker, listing?.date && day(listing.date))),
    NEWS[listing?.status] && element("p", { class: "news" }, NEWS[listing.status]),
    element("h3", {}, link(meta.html_path, listing?.title || title)),
    listing?.summary && element("p", {}, listing.summary),
  );
}

function personCard({ name, photo, person, job_title: title, affiliation, byline, role, bio, talk_title: talk }) {
  const picture = photo ?? person?.photo;
  return element("div", { class: "person" },
    picture ? image(picture, "5rem") : element("span", { class: "initial", "aria-hidden": "true" }, name?.[0]),
    element("div", {},
      element("strong", {}, name),
      element("span", {}, affiliation || byline || title || role?.replaceAll("_", " ")),
      talk && element("em", {}, talk),
      richText(bio),
    ),
  );
}

// Bodies: one function for each type of block; an unknown type is left out

const BLOCKS = {
  paragraph: (html) => richText(html),
  heading: ({ text, level, anchor }) => element(`h${level}`, { id: anchor }, text),
  image: (value) => figure(value.image, value.caption, value.layout),
  gallery: ({ images }) => element("div", { class: "gallery" }, images.map((item) => figure(item))),
  quote: ({ text, attribution, role, attribution_url: url, source_url: source }) =>
    element("figure", { class: "quote" },
      element("blockquote", { cite: source }, element("p", {}, text)),
      element("figcaption", {}, element("strong", {}, url ? link(url, attribution) : attribution), role && ` ${role}`),
    ),
  // Only a link: the other site learns of the visitor when they follow it, not before.
  embed: ({ url, title, provider }) => element("p", { class: "box" }, "▶ ", link(url, title || provider || url)),
  call_to_action: ({ text, link: to }) =>
    element("aside", { class: "box" }, element("p", {}, text), to && link(to.href, to.label, { class: "button" })),
  document: ({ document: file, description }) =>
    element("p", { class: "box" }, link(file.meta.download_url, file.title), description && ` – ${description}`),
  table: ({ caption, header, rows }) => {
    const row = (cells, name) => element("tr", {}, cells.map((cell) => element(name, {}, cell)));
    return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption || "Table" },
      element("table", {},
        caption && element("caption", {}, caption),
        header.length > 0 && element("thead", {}, row(header, "th")),
        element("tbody", {}, rows.map((cells) => row(cells, "td"))),
      ),
    );
  },
  callout: ({ tone, title, text }) =>
    element("aside", { class: `box ${tone}` }, title && element("strong", {}, title), richText(text)),
  people: ({ people }) => list("people", people.map(personCard)),
  related_pages: ({ pages }) => list("cards", pages.map(pageCard)),
};

function body(blocks) {
  return (blocks ?? []).map(({ type, value }) => BLOCKS[type]?.(value));
}

// Pages: one function for all types, for published pages and drafts alike

async function page(value) {
  const { venue, online, rsvp, authors = [], speakers = [], leadership = [], featured = [], related = [] } = value;
  const facts = [
    ["News", joined(NEWS[value.status], value.status_note)],
    ["When", "start" in value && when(value)],
    ["Where", venue && joined(venue.name, venue.room, venue.street, venue.locality, venue.region, venue.note)],
    ["Online", online && [link(online.url, online.platform || online.url), ` ${online.note}`]],
    ["Sign up", rsvp?.state === "open" && signUp(rsvp)],
  ].filter(([, fact]) => fact);
  const rows = facts.map(([term, fact]) => [element("dt", {}, term), element("dd", {}, fact)]);
  const names = authors.map(({ name }) => name).join(", ");
  return element("article", {},
    element("header", {},
      element("p", { class: "kicker" }, value.listing?.kicker),
      element("h1", {}, value.title || "Without a title"),
      element("p", { class: "subtitle" }, value.subtitle),
      element("p", { class: "byline" }, joined(names, value.published_on && day(value.published_on))),
      element("dl", {}, rows),
    ),
    value.feature_image && figure(value.feature_image, undefined, "wide"),
    richText(value.intro || value.mission),
    body(value.body),
    section("Speakers", list("people", speakers.map(personCard))),
    section("Hosts", list("plain", (value.hosts ?? []).map(({ name }) => name))),
    section("About the author", list("people", authors.map(personCard))),
    section("In figures", list("figures", (value.figures ?? []).map(figureCard))),
    section("Who leads it", list("people", leadership.map(personCard))),
    section("Members", list("plain", (value.members ?? []).map(({ name }) => name))),
    value.about && section(value.about.name, richText(value.about.boilerplate)),
    element("p", { class: "byline" }, value.disclaimer),
    section("Read on", list("cards", [...featured, ...related].map(pageCard))),
    await children(value),
  );
}

function figureCard({ value, unit, label }) {
  return [element("strong", {}, joined(value, unit)), ` ${label}`];
}

function signUp({ mode, url, email, phone, label, contact_name: contact }) {
  const address = { url, email: `mailto:${email}`, phone: `tel:${phone}` }[mode];
  return address ? [link(address, label || "Sign up", { class: "button" }), ` ${contact}`] : "By invitation";
}

/** What a section lists below its text. */
async function children({ id, shows }) {
  const fields = "fields=_,title,html_path,listing";
  const cards = async (title, path) => section(title, list("cards", (await read(path)).items.map(pageCard)));
  if (shows === "posts") return cards("Posts", `posts/?${fields}&limit=100`);
  if (shows === "children" && id) return cards("Pages", `pages/?child_of=${id}&${fields}&limit=100`);
  if (shows === "people") {
    const { items } = await read("people/?fields=_,name,job_title,photo&limit=100");
    return section("People", list("people", items.map(personCard)));
  }
  if (shows !== "events") return null;
  const events = (title, query) => cards(title, `events/?${fields}&limit=100&${query}`);
  const coming = events("Coming up", "phase=ongoing,upcoming,unscheduled&order=starts_at");
  return Promise.all([coming, events("Past", "phase=past&order=-starts_at")]);
}

// Reading from the CMS

/** Read from the API. A failure is thrown as an error whose message is the sentence that the CMS sent. */
async function read(path) {
  const response = await fetch(`${cmsOrigin}/api/v2/${path}`, { credentials: "omit" }).catch(() => null);
  const answer = await response?.json().catch(() => null);
  if (response?.ok && answer) return answer;
  const sentence = answer?.detail ?? "The content cannot be reached right now.";
  throw Object.assign(new Error(sentence), { status: response?.status });
}

function readDraft() {
  const query = new URLSearchParams(location.search);
  // Whoever holds the token can read the draft, so it does not stay in the address bar and in the history.
  history.replaceState(null, "", DRAFT_PATH);
  if (!query.has("token")) throw new Error("Open the preview from the editor: this address works only once.");
  return read(`preview/?${query}`);
}

async function showMenus() {
  const types = "pages.SectionPage,pages.OrganizationAbout";
  const { items } = await read(`pages/?type=${types}&fields=_,title,html_path,show_in_menus&limit=100`);
  for (const { meta, title } of items) {
    const current = location.pathname === meta.html_path && "page";
    const menu = document.getElementById(meta.show_in_menus ? "menu" : "more");
    menu.append(link(meta.html_path, title, { "aria-current": current }));
  }
  const home = await read("pages/find/?html_path=/&fields=_,title");
  document.getElementById("site-name").textContent = home.title;
}

async function show() {
  const isDraft = location.pathname === DRAFT_PATH;
  const content = document.getElementById("content");
  try {
    const path = encodeURIComponent(decodeURI(location.pathname));
    const value = await (isDraft ? readDraft() : read(`pages/find/?html_path=${path}`));
    document.documentElement.lang = value.meta.locale || "en";
    document.title = value.meta.seo?.title || value.title || "Without a title";
    const banner = element("p", { class: "banner", role: "status" }, "Draft – not published");
    // In the editor's panel only the preview itself may be shown, so links from it open beside it.
    if (isDraft) document.head.append(element("base", { target: "_blank" }));
    content.replaceChildren(...(isDraft ? [banner] : []), await page(value));
    if (isDraft) tellEditor("ready");
  } catch (error) {
    const title = { 404: "Nothing here", 410: "This preview is over" }[error.status] ?? "This did not work";
    document.title = title;
    content.replaceChildren(element("h1", {}, title), element("p", {}, error.message));
    if (isDraft) tellEditor("over");
  }
}

/** The editor's panel around this window is told that there is a draft to see, or none. */
function tellEditor(state) {
  if (parent !== window) parent.postMessage({ type: `coalition-cms:${state}` }, cmsOrigin);
}

show();
showMenus().catch(() => {});
