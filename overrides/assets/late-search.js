/* The theme starts its search worker and fetches an index on every page. This stands in for the
   worker until the search box has the focus, and only where the theme is led to our worker. It must
   come before the theme's program. */
(() => {
  const form = document.forms.search
  const { search = "" } = JSON.parse(document.getElementById("__config").textContent)
  if (!form || !search.endsWith("assets/search/worker.js")) return
  form.removeAttribute("name") // by this name the theme finds out that it needs its index
  const Native = window.Worker
  window.Worker = class extends EventTarget {
    constructor(url) {
      super()
      window.Worker = Native // one worker only: the theme makes it, and the next may be another's
      this.url = url
      setTimeout(() => this.say({ type: 1 })) // READY, once the theme listens
      form.query.addEventListener("focus", () => this.start(), { once: true })
    }
    say(data) {
      this.dispatchEvent(new MessageEvent("message", { data }))
    }
    start() {
      if (this.worker) return
      this.worker = new Native(this.url)
      this.worker.onmessage = ({ data }) => this.say(data)
      // SETUP: fetch the list, before anything is typed; and what to say where that fails
      const { failed, retry } = document.getElementById("x-scripts").dataset
      this.worker.postMessage({ type: 0, data: { failed, retry } })
    }
    postMessage(message) {
      if (message.data) this.start()
      if (this.worker) this.worker.postMessage(message)
      else this.say({ type: 3, data: { items: [] } }) // an empty query has no results
    }
  }
})()
