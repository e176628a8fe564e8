/**
 * Measures pages with Lighthouse, in its simulation of a phone on a slow network: `node measure.mjs CHROMIUM URL …` prints
 * one JSON object with a report in short for each URL.
 */
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [chromePath, ...urls] = process.argv.slice(2);
const switches = ["no-sandbox", "disable-gpu", "disable-background-networking", "disable-component-update", "disable-sync", "no-first-run"];
const chrome = await launch({ chromePath, chromeFlags: ["--headless", ...switches.map((name) => `--${name}`)] });
const reports = {};
try {
  for (const url of urls) {
    const { lhr } = await lighthouse(url, { port: chrome.port, output: "json", logLevel: "error" });
    reports[url] = inShort(lhr);
  }
} finally {
  chrome.kill();
}
console.log(JSON.stringify(reports));

function inShort({ categories, audits }) {
  const requests = audits["network-requests"].details.items;
  const scripts = requests.filter(({ resourceType }) => resourceType === "Script");
  return {
    scores: Object.fromEntries(Object.entries(categories).map(([name, { score }]) => [name, Math.round(score * 100)])),
    // What stands in the way of a full score.
    failures: Object.entries(categories)
      .filter(([name]) => name !== "performance")
      .flatMap(([, { auditRefs }]) => auditRefs)
      .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
      .map(({ id }) => id),
    seconds: {
      firstContentfulPaint: audits["first-contentful-paint"].numericValue / 1000,
      largestContentfulPaint: audits["largest-contentful-paint"].numericValue / 1000,
      totalBlocking: audits["total-blocking-time"].numericValue / 1000,
    },
    layoutShift: audits["cumulative-layout-shift"].numericValue,
    bytes: {
      document: requests.find(({ resourceType }) => resourceType === "Document").resourceSize,
      scripts: scripts.reduce((sum, { transferSize }) => sum + transferSize, 0),
      all: requests.reduce((sum, { transferSize }) => sum + transferSize, 0),
    },
  };
}
