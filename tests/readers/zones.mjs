// Reads lines of JSON from the standard input, each {"calendar": "BEGIN:VCALENDAR…", "zone": "Europe/Berlin",
// "times": [["2027-07-01T18:00:00", 1814457600], …]}, and prints those local times for which ical.js, which knows no
// time zones but those in the calendar, computes another instant.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

for (const line of readFileSync(0, "utf8").trim().split("\n")) {
  const { calendar, zone, times } = JSON.parse(line);
  const component = new ICAL.Component(ICAL.parse(calendar));
  const read = new ICAL.Timezone(component.getFirstSubcomponent("vtimezone"));
  for (const [written, expected] of times) {
    const time = ICAL.Time.fromDateTimeString(written);
    time.zone = read;
    if (time.toUnixTime() !== expected) {
      console.log(`${zone} ${written}: ${new Date(time.toUnixTime() * 1000).toISOString()}`);
    }
  }
}
