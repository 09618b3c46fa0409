// Runs Lighthouse on pages of a server on loopback, as a phone on a slow network would load them.
//
// It reads {"runs": 5, "chrome": "/usr/bin/chromium", "flags": […], "pages": {"home": "http://…"}}
// from standard input and prints one line of JSON for each run. What the figures must be is decided
// by tests/lighthouse.py.
import { text } from "node:stream/consumers"

import * as launcher from "chrome-launcher"
import lighthouse from "lighthouse"

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
const MILLISECONDS = {
  fcp: "first-contentful-paint",
  lcp: "largest-contentful-paint",
  tbt: "total-blocking-time",
  si: "speed-index",
}

const { runs, chrome, flags, pages } = JSON.parse(await text(process.stdin))
const browser = await launcher.launch({
  chromePath: chrome,
  chromeFlags: [...flags, "--headless=new"],
  logLevel: "silent",
})
try {
  // All pages once, then all of them again, so that a noisy minute does not fall on one page alone.
  for (let run = 0; run < runs; run++)
    for (const [kind, address] of Object.entries(pages)) {
      const options = { port: browser.port, output: "json", logLevel: "silent", onlyCategories: CATEGORIES }
      const { lhr } = await lighthouse(address, options)
      console.log(JSON.stringify({ kind, ...figures(lhr) }))
    }
} finally {
  browser.kill()
}

function figures({ categories, audits, runtimeError }) {
  if (runtimeError) return { error: `${runtimeError.code}: ${runtimeError.message}` }
  const scores = CATEGORIES.map(name => [name, Math.round(categories[name].score * 100)])
  const times = Object.entries(MILLISECONDS).map(([name, id]) => [name, Math.round(audits[id].numericValue)])
  const failed = CATEGORIES.filter(name => name !== "performance")
    .flatMap(name => categories[name].auditRefs)
    .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
    .map(({ id }) => id)
  return {
    ...Object.fromEntries([...scores, ...times]),
    cls: Math.round(audits["cumulative-layout-shift"].numericValue * 1000) / 1000,
    kib: Math.round(audits["total-byte-weight"].numericValue / 1024),
    failed,
  }
}
