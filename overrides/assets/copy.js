// A button that copies the HTML of an embed. Without it, readers select and copy it themselves.
;(() => {
  const code = document.querySelector(".x-embed pre")
  if (!code || !navigator.clipboard) return
  const button = document.createElement("button")
  const told = document.createElement("span")
  button.type = "button"
  button.textContent = code.dataset.copy
  told.setAttribute("role", "status")
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code.textContent)
      told.textContent = code.dataset.copied
    } catch {
      getSelection().selectAllChildren(code)
      told.textContent = code.dataset.selected
    }
  })
  code.after(button, " ", told)
})()
