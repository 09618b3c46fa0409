// Eleventy on the rendered Markdown: the plugins for its syntax, and a layout of one line.
import attributes from "markdown-it-attrs"
import definitions from "markdown-it-deflist"
import footnotes from "markdown-it-footnote"

export default function (config) {
  config.setUseGitIgnore(false)
  config.setQuietMode(true)
  config.amendLibrary("md", (markdown) =>
    markdown
      .set({ html: true })
      .use(footnotes)
      .use(attributes, { leftDelimiter: "{:", rightDelimiter: "}" })
      .use(definitions)
      .use(linksToPages),
  )
  config.addTransform("layout", function (content) {
    return `<!doctype html><html lang="en"><meta charset="utf-8">${content}</html>`
  })
  return { markdownTemplateEngine: false, templateFormats: ["md"] }
}

// `../people/someone.md#part` becomes `../../people/someone/#part`: each page is a folder of its own.
function linksToPages(markdown) {
  markdown.core.ruler.push("links_to_pages", ({ env, tokens }) => {
    const up = env.page.filePathStem.endsWith("/index") ? "" : "../"
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const href = token.type === "link_open" ? token.attrGet("href") : null
      if (href && /^[^:#]*\.md(#|$)/.test(href)) {
        token.attrSet("href", up + href.replace(/(?:(^|\/)index)?\.md(?=#|$)/, (_, before) => before ?? "/"))
      }
    }
  })
}
