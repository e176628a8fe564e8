"use client";

import { useEffect, useState } from "react";

/** When an event online begins for the visitor, where their clock shows another time than the one on the spot. */
export function LocalTime({ instant, offset, locale }: { instant: string; offset: string; locale: string }) {
  const [text, setText] = useState("");
  useEffect(() => {
    const date = new Date(instant);
    const [hours = 0, minutes = 0] = offset.slice(1).split(":").map(Number);
    const there = (offset.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
    if (there === -date.getTimezoneOffset()) return;
    const format = new Intl.DateTimeFormat(locale, { weekday: "long", hour: "numeric", minute: "2-digit", timeZoneName: "short" });
    setText(format.format(date));
  }, [instant, offset, locale]);
  return text && <span className="local-time">For you: {text}</span>;
}
