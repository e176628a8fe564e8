import { connection } from "next/server";
import { daysOf, inWords, monthOf, monthsLater, today } from "@/lib/calendar";
import { read } from "@/lib/cms";
import { calendarSubscription } from "@/lib/metadata";
import type { List } from "@/lib/types";
import { Section } from "../Section";
import { SmartLink } from "../SmartLink";
import { EventList, type EventFilters } from "./EventList";
import { EventMonth } from "./EventMonth";

interface Properties {
  /** Of the section, at which all of its views are. */
  path: string | null;
  locale: string;
  timezone: string;
  query: Record<string, string | undefined>;
}

/** Where one takes part, and what the CMS calls that. */
const PLACES: Record<string, { label: string; modes: string }> = {
  place: { label: "In a place", modes: "in_person,hybrid" },
  online: { label: "Online", modes: "online,hybrid" },
};
/** How many months can be chosen. */
const MONTHS = 12;

/**
 * All events, as a list or as a month, filtered by topic, place and month. Every view has an address of its own: filters
 * are a form that needs no script.
 */
export async function EventCalendar({ path, locale, timezone, query }: Properties) {
  const { topic, where, list, cursor, view } = query;
  // What day it is, is known when somebody asks.
  await connection();
  const now = today(timezone).slice(0, 7);
  const month = monthOf(query.month);
  const filters: EventFilters = { topic, attendance_mode: where && PLACES[where]?.modes };
  const kept = { topic, where: where && PLACES[where] ? where : undefined };
  const isMonth = view === "month";
  return (
    <>
      <nav className="views" aria-label="Views">
        <SmartLink href={address(path, { ...kept, month: month ?? undefined })} current={!isMonth}>
          List
        </SmartLink>
        <SmartLink href={address(path, { ...kept, month: month ?? undefined, view: "month" })} current={isMonth}>
          Month
        </SmartLink>
        <a href={calendarSubscription()} className="subscribe">
          Subscribe in your calendar
        </a>
      </nav>
      <Filters path={path} locale={locale} kept={kept} now={now} month={month} isMonth={isMonth} />
      {isMonth ? (
        <MonthView path={path} month={month ?? now} locale={locale} timezone={timezone} filters={filters} kept={kept} />
      ) : month ? (
        <Section title={nameOf(month, locale)} id="month">
          <EventList
            when="days"
            locale={locale}
            limit={20}
            filters={{ ...filters, from: daysOf(month).first, to: daysOf(month).last }}
            cursor={cursor}
            path={path}
            query={{ ...kept, month }}
          />
        </Section>
      ) : (
        <>
          {list !== "past" && (
            <Section title="Coming up" id="coming-up">
              <EventList when="coming" locale={locale} filters={filters} cursor={cursor} path={path} query={{ ...kept, list: "coming" }} />
            </Section>
          )}
          {(list === "past" || !cursor) && (
            <Section title="Past events" id="past">
              <EventList when="past" locale={locale} limit={4} filters={filters} cursor={cursor} path={path} query={{ ...kept, list: "past" }} />
            </Section>
          )}
        </>
      )}
    </>
  );
}

interface FilterProperties {
  path: string | null;
  locale: string;
  kept: Record<string, string | undefined>;
  now: string;
  month: string | null;
  isMonth: boolean;
}

async function Filters({ path, locale, kept, now, month, isMonth }: FilterProperties) {
  const { items: topics } = await read<List<{ slug: string; name: string }>>("topics/", { fields: "_,slug,name", limit: 100 });
  const months = Array.from({ length: MONTHS }, (_, index) => monthsLater(now, index));
  // One that is not among them was come to in another way.
  const choices = month && !months.includes(month) ? [month, ...months] : months;
  return (
    <form className="filters" action={path ?? undefined} role="search" aria-label="Events">
      {isMonth && <input type="hidden" name="view" value="month" />}
      {topics.length > 0 && (
        <label>
          Topic
          <select name="topic" defaultValue={kept.topic ?? ""}>
            <option value="">All topics</option>
            {topics.map(({ slug, name }) => (
              <option key={slug} value={slug}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        Where
        <select name="where" defaultValue={kept.where ?? ""}>
          <option value="">Anywhere</option>
          {Object.entries(PLACES).map(([name, { label }]) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label>
        Month
        <select name="month" defaultValue={month ?? ""}>
          <option value="">{isMonth ? "This month" : "Any time"}</option>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {nameOf(choice, locale)}
            </option>
          ))}
        </select>
      </label>
      <button className="quiet button">Show</button>
      {(kept.topic || kept.where || month) && <SmartLink href={address(path, { view: isMonth ? "month" : undefined })}>Show all</SmartLink>}
    </form>
  );
}

interface MonthProperties {
  path: string | null;
  month: string;
  locale: string;
  timezone: string;
  filters: EventFilters;
  kept: Record<string, string | undefined>;
}

function MonthView({ path, month, locale, timezone, filters, kept }: MonthProperties) {
  const at = (months: number) => {
    const other = monthsLater(month, months);
    return { name: nameOf(other, locale), href: address(path, { ...kept, view: "month", month: other }) };
  };
  const [before, after] = [at(-1), at(1)];
  return (
    <section aria-labelledby="month">
      <div className="months">
        <h2 id="month">{nameOf(month, locale)}</h2>
        <SmartLink href={before.href} rel="prev">
          ← {before.name}
        </SmartLink>
        <SmartLink href={after.href} rel="next">
          {after.name} →
        </SmartLink>
      </div>
      <EventMonth month={month} locale={locale} timezone={timezone} filters={filters} />
    </section>
  );
}

function nameOf(month: string, locale: string): string {
  return inWords(`${month}-01`, locale, { month: "long", year: "numeric" });
}

function address(path: string | null, query: Record<string, string | undefined>): string | null {
  const given = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return path && (given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path);
}
