/*
 * The reader's search, as a worker behind the theme's own search box.
 *
 * It reads what generator/site/search.py makes: `records.json`, a list of all pages with their
 * spellings, and `words-N.json`, the words of all texts by the alphabet. It speaks the theme's
 * protocol: it posts READY, takes SETUP (be ready for the first letter) and QUERY (what was typed),
 * and answers a query with RESULT.
 */
const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3

/* Letters that Unicode does not decompose; the same as in generator/core/text.py. */
const LETTERS = {
  "ł": "l", "ı": "i", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ў": "у", "ґ": "г",
  "ς": "σ",
}

/* The text without case, accents and marks, as generator.core.text.folded makes it. Upper case is
   passed through on the way, because it unites letters that have one capital: ſ and s, ς and σ. */
function folded(text) {
  return text.toLowerCase().toUpperCase().toLowerCase()
    .replace(/[łıđøßæœўґς]/g, letter => LETTERS[letter])
    .normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}_]+/gu, " ").trim()
}

/* Is one letter too many, missing, wrong, or swapped with the next all that parts two words? */
function isOneEdit(one, other) {
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  if (long.length - short.length > 1) return false
  let i = 0
  while (i < short.length && short[i] === long[i]) i++
  if (short.length < long.length) return short.slice(i) === long.slice(i + 1)
  return short.slice(i + 1) === long.slice(i + 1) ||
    short[i] === long[i + 1] && short[i + 1] === long[i] && short.slice(i + 2) === long.slice(i + 2)
}

/* How well a typed word fits a word of a name. Short words are not taken for misspelt ones: too
   many of them are one letter apart. */
const EXACT = 1, BEGINNING = 0.8, MISSPELT = 0.5, IN_TEXT = 0.25, SHORTEST = 6

function likeness(typed, word) {
  if (typed === word) return EXACT
  if (typed.length > 1 && word.startsWith(typed)) return BEGINNING
  return word.length >= SHORTEST && isOneEdit(typed, word) ? MISSPELT : 0
}

/* A fetch that failed is forgotten, so that the next letter typed tries again. */
const fetched = new Map()

function load(name) {
  if (!fetched.has(name)) {
    const address = new URL(name, self.location.href)
    fetched.set(name, fetch(address).then(answer => {
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
      return answer.json()
    }))
    fetched.get(name).catch(() => fetched.delete(name))
  }
  return fetched.get(name)
}

/* The list, with every spelling folded, and all words of all spellings. */
let list

async function loadList() {
  const { entries, kinds, words: starts, also, lang } = await load("records.json")
  if (list) return list
  for (const entry of entries) {
    entry.spellings = [entry.title, ...(entry.also ?? [])].map(text => {
      const key = folded(text)
      return { text, key, joined: key.replaceAll(" ", ""), words: new Set(key.split(" ")) }
    })
  }
  const spellings = entries.flatMap(entry => entry.spellings)
  const vocabulary = new Set(spellings.flatMap(spelling => [...spelling.words]))
  return list = { entries, kinds, starts, vocabulary, also, lang }
}

/* The numbers of the entries in whose text a word stands that begins as typed, or "all" where the
   word is so common that nobody counted. Files of words hold words of the same first two letters
   together, so the last one that does not begin later is the only one to look into. */
async function inTexts(typed) {
  const { starts } = await loadList()
  if (typed.length < 2) return "all"
  const file = starts.findLastIndex(start => start.slice(0, 2) <= typed.slice(0, 2))
  if (file < 0) return new Set()
  const found = new Set()
  for (const [word, distances] of Object.entries(await load(`words-${file}.json`))) {
    if (word !== typed && !(typed.length > 2 && word.startsWith(typed))) continue
    if (distances === 0) {
      if (word === typed) return "all"
      continue
    }
    let number = 0
    for (const distance of distances) found.add(number += distance)
  }
  return found
}

/* The entries that fit, best first. An entry must fit every word of the query; where none does,
   those that fit most of it are better than nothing. */
async function search(text) {
  const query = folded(text)
  if (!query) return []
  const { entries, kinds, vocabulary } = await loadList()
  const words = [...new Set(query.split(" "))]
  const typed = { query, joined: query.replaceAll(" ", ""), words }
  typed.names = words.map(word => fitsIn(vocabulary, word))
  // without a file of words there are still the names
  typed.texts = await Promise.all(words.map(word => inTexts(word).catch(() => "all")))
  const hits = entries.map((entry, number) => hit(typed, entry, number, kinds[entry.kind]))
    .filter(({ isFound }) => isFound)
  const whole = hits.filter(({ parts }) => !parts.includes(0))
  return (whole.length ? whole : hits).sort((one, other) => other.score - one.score)
}

function fitsIn(vocabulary, typed) {
  const fits = new Map()
  for (const word of vocabulary) {
    const fit = likeness(typed, word)
    if (fit) fits.set(word, fit)
  }
  return fits
}

/* How well an entry fits, as one number. A whole spelling beats everything; then how well each
   word fits; then how much of the spelling is typed, and whether it begins so; then the kind. */
function hit(typed, entry, number, kind) {
  const parts = typed.words.map((word, i) => {
    if (kind.words.includes(word)) return BEGINNING // "istanbul talks" means talks
    return typed.texts[i] === "all" || typed.texts[i].has(number) ? IN_TEXT : 0
  })
  let isFound = typed.texts.some(numbers => numbers !== "all" && numbers.has(number))
  let closeness = 0, named = entry.title
  for (const { text, key, joined, words } of entry.spellings) {
    const isWhole = joined === typed.joined // blanks aside: "JDVance" is J.D. Vance
    let sum = 0
    typed.names.forEach((fits, i) => {
      let best = isWhole ? EXACT : 0
      for (const word of words) best = Math.max(best, fits.get(word) ?? 0)
      parts[i] = Math.max(parts[i], best)
      sum += best
    })
    if (!sum) continue
    isFound = true
    const share = 2 * sum / (typed.words.length + words.size)
    const here = (isWhole ? 10 : 0) + 4 * share + (key.startsWith(typed.query) ? 1 : 0)
    if (here > closeness) [closeness, named] = [here, text]
  }
  const fit = parts.reduce((sum, part) => sum + part, 0) / parts.length
  return { entry, parts, isFound, named, score: 10 * fit + closeness + kind.rank }
}

function escaped(text) {
  return text.replace(/[&<>"']/g, char => `&#${char.charCodeAt(0)};`)
}

/* Words of the interface, marked where they are in another language than the site. */
function inLanguage(html) {
  return list.lang ? `<span lang="${list.lang}">${html}</span>` : html
}

/* A result as the theme prints it: `title` and `text` are HTML to it. */
function item({ entry, score, named }) {
  const status = entry.status
    ? `<span class="x-status x-status--${escaped(entry.status[0])}">${escaped(entry.status[1])}</span>`
    : ""
  const facts = [inLanguage(escaped(entry.kind)), status, escaped(entry.date ?? "")].filter(fact => fact)
  const also = named !== entry.title ? inLanguage(list.also.replace("{name}", escaped(named))) : ""
  const lines = [facts.join(" · "), also, escaped(entry.summary ?? "")].filter(line => line)
  return {
    location: entry.at,
    title: escaped(entry.title),
    text: `<p class="x-hit">${lines.join("<br>")}</p>`,
    score,
    terms: {},
  }
}

/* What the page says where the list could not be loaded. */
let words = {}

function failed() {
  const { failed: title, retry } = words
  return { location: "", title, score: 0, terms: {}, text: `<p>${retry}</p>` }
}

/* Only the newest query is answered: an older one may come late, when a file had to be fetched. */
let newest = 0

self.addEventListener("message", async ({ data: { type, data } }) => {
  if (type === SETUP) {
    words = data
    loadList().catch(() => {}) // told when something is searched for
  }
  if (type !== QUERY) return
  const mine = ++newest
  const items = await search(data).then(hits => hits.map(hit => [item(hit)]), () => [[failed()]])
  if (mine === newest) self.postMessage({ type: RESULT, data: { items } })
})

/* A page has no worker's scope: there the tests call the functions above. */
if (typeof document === "undefined") self.postMessage({ type: READY })
