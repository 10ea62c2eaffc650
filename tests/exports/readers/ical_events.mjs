// The events of a calendar as ical.js reads them: uid, start, end, summary, instants in UTC.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { default: ICAL } = await import(pathToFileURL(process.argv[2]).href);
const calendar = new ICAL.Component(ICAL.parse(readFileSync(process.argv[3], "utf8")));
const events = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
const instant = (time) => time.toJSDate().toISOString();
console.log(JSON.stringify(events.map((one) => [one.uid, instant(one.startDate), instant(one.endDate), one.summary])));
