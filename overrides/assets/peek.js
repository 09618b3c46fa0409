/*
 * What a linked page is about, shown beside the link while it is pointed at or has the focus.
 *
 * The words are the description that each page has anyway, so nothing is loaded before a link is
 * used, and a page that was peeked into is in the cache when it is opened. The box can be pointed
 * at, and Escape closes it.
 */
(() => {
  const PAGES = /\/(people|organisations|places|documents|events|glossary|talks|claims)\/[^/]+\/$/
  const WAIT = 250, STAY = 200 // milliseconds
  const known = new Map()
  let box, link, timer

  function about(address) {
    if (!known.has(address)) {
      known.set(address, fetch(address).then(answer => answer.ok ? answer.text() : "").then(html => {
        const page = new DOMParser().parseFromString(html, "text/html")
        return {
          title: page.querySelector("h1")?.firstChild?.textContent?.trim(),
          text: page.querySelector("meta[name=description]")?.content,
        }
      }).catch(() => ({})))
    }
    return known.get(address)
  }

  function isOurs(target) {
    if (!target || target.closest(".x-card, .x-crumbs, .headerlink, .x-map, .x-cards")) return false
    const { origin, pathname } = new URL(target.href, location)
    return origin === location.origin && pathname !== location.pathname && PAGES.test(pathname)
  }

  async function show(target) {
    hide()
    link = target
    const { title, text } = await about(target.href.split("#")[0])
    if (link !== target || !text) return
    box = document.createElement("div")
    box.className = "x-peek"
    box.id = "x-peek"
    box.setAttribute("role", "tooltip")
    const name = document.createElement("b")
    name.textContent = title
    box.append(name, text)
    target.closest(".md-content").append(box) // within the landmark that it speaks of
    target.setAttribute("aria-describedby", box.id)
    place(target)
  }

  /* Below the link, or above it where there is no room. */
  function place(target) {
    const line = target.getClientRects()[0]
    const origin = (box.offsetParent ?? document.body).getBoundingClientRect()
    const { width } = document.documentElement.getBoundingClientRect()
    const left = Math.max(12, Math.min(line.left, width - box.offsetWidth - 12))
    const below = line.bottom + box.offsetHeight + 12 < innerHeight
    const top = below ? line.bottom + 6 : line.top - box.offsetHeight - 6
    box.style.left = `${left - origin.left}px`
    box.style.top = `${top - origin.top}px`
  }

  function hide() {
    clearTimeout(timer)
    link?.removeAttribute("aria-describedby")
    box?.remove()
    link = box = undefined
  }

  function later(action, wait) {
    clearTimeout(timer)
    timer = setTimeout(action, wait)
  }

  function enter({ target, pointerType }) {
    if (pointerType === "touch") return
    const anchor = target.closest?.(".md-content a[href]")
    if (anchor && anchor === link || target.closest?.(".x-peek")) clearTimeout(timer)
    else if (isOurs(anchor)) later(() => show(anchor), WAIT)
    else if (link) later(hide, STAY)
    else clearTimeout(timer)
  }

  addEventListener("pointerover", enter)
  addEventListener("focusin", ({ target }) => {
    if (target.matches(":focus-visible")) enter({ target })
  })
  addEventListener("focusout", hide) // at once: the box must not cover what has the focus next
  addEventListener("keydown", ({ key }) => { if (key === "Escape") hide() })

  /* The theme shows footnotes in dialogs, but gives them no name. */
  new MutationObserver(changes => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes)
        if (node.matches?.(".md-tooltip2[role=dialog]"))
          node.setAttribute("aria-label", document.getElementById("x-scripts").dataset.source)
  }).observe(document.body, { childList: true })
})()
