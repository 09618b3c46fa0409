/* Choosing the light or the dark scheme, with the theme's own switch.

   The theme's program would set attributes that let the browser work out the style of the whole
   page four times while it loads. This touches nothing before the reader does, follows the device
   until then, and keeps the choice where the theme's early script looks for it. */
(() => {
  const options = [...document.querySelectorAll("[data-x-schemes] .md-option")]
  if (!options.length) return
  const NAMES = ["media", "scheme", "primary", "accent"]
  const device = matchMedia(options[0].dataset.mdColorMedia)
  const ofDevice = () => options.findIndex(one => matchMedia(one.dataset.mdColorMedia).matches)

  function show(index) {
    const option = options[index]
    for (const name of NAMES) {
      const value = option.getAttribute(`data-md-color-${name}`)
      if (document.body.getAttribute(`data-md-color-${name}`) !== value && name !== "media")
        document.body.setAttribute(`data-md-color-${name}`, value)
    }
    option.checked = true
    for (const one of options) one.nextElementSibling.hidden = one !== option
  }

  function choose(index) {
    show(index)
    const color = Object.fromEntries(
      NAMES.map(name => [name, options[index].getAttribute(`data-md-color-${name}`)]))
    __md_set("__palette", { index, color })
  }

  for (const [index, option] of options.entries()) {
    option.addEventListener("change", () => choose(index))
    option.addEventListener("keydown", event => {
      if (event.key !== "Enter") return
      const next = (index + 1) % options.length
      choose(next)
      options[next].focus()
    })
  }
  device.addEventListener("change", () => { if (!__md_get("__palette")) show(ofDevice()) })
  show(Math.max(0, __md_get("__palette")?.index ?? ofDevice()))
})()
