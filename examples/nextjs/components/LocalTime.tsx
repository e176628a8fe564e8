"use client";

import { useEffect, useState } from "react";

const FORMAT = { weekday: "long", hour: "numeric", minute: "2-digit", timeZoneName: "short" } as const;

/** When an event online begins for the visitor, where their clock shows another time than the one on the spot. */
export function LocalTime({ instant, offset, locale }: { instant: string; offset: string; locale: string }) {
  const [text, setText] = useState("");
  useEffect(() => {
    const date = new Date(instant);
    const [hours = 0, minutes = 0] = offset.slice(1).split(":").map(Number);
    const there = (offset.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
    if (there === -date.getTimezoneOffset()) return;
    setText(new Intl.DateTimeFormat(locale, FORMAT).format(date));
  }, [instant, offset, locale]);
  return text && <span className="local-time">For you: {text}</span>;
}
