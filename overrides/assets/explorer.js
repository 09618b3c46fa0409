/* The claims explorer, the filter of the timeline, and that of any list of records.
 *
 * All entries are in the HTML and readable without this file. It adds native controls, keeps their
 * state in the address (so that a view can be shared and the back button works), counts what each
 * choice would show, and says how many entries are left to those who cannot see it. Where the
 * entries are on several pages, it fetches the others: a filter finds its entries on all of them.
 */
(() => {
  "use strict";

  const KINDS = {
    claims: {
      entries: ".x-card",
      value: (entry, facet) => entry.dataset[facet] || "",
      sections: ".x-cards",
      search: true,
    },
    timeline: {
      entries: ".x-timeline li",
      value: (entry, facet) => entry.querySelector("[data-kind]")?.dataset[facet] || "",
      sections: ".x-timeline",
      search: false,
    },
    records: {
      entries: ".x-letter + ul > li",
      value: (entry, facet) => entry.querySelector(".x-facets")?.getAttribute(`data-${facet}`) || "",
      sections: ".x-letter + ul",
      search: true,
    },
  };

  /* The page tells the words for facets and values: `body=Body|year=Year`. */
  const pairs = (text) => Object.fromEntries(text.split("|").filter(Boolean).map((one) => one.split("=")));
  const kindOf = ({ dataset }) =>
    ({ facets: pairs(dataset.facets), names: pairs(dataset.names), ...KINDS[dataset.filter] });

  const folded = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

  /* The headings of a page with the words and the entries below each, by the heading's id. */
  const groups = (page, { sections }) =>
    [...page.querySelectorAll(sections)].map((section) => {
      const before = [];
      let node = section;
      do {
        node = node.previousElementSibling;
        before.unshift(node);
      } while (!node.matches("h2"));
      return { id: node.id, before, section };
    });

  const fetched = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const link of page.querySelectorAll("article a[href]")) {
      link.href = new URL(link.getAttribute("href"), address).href;
    }
    return page.querySelector("article");
  };

  /* Puts the entries of all pages into this one, in their order, and tells which ones are its own. */
  const gather = async (root, kind) => {
    const own = new Set(root.querySelectorAll(kind.entries));
    const steps = [...root.querySelectorAll(".x-pages :is(a, strong)")];
    if (!steps.length) return own;
    const pages = await Promise.all(steps.map((one) => (one.href ? fetched(one.href) : root)));
    const merged = new Map();
    for (const group of pages.flatMap((page) => groups(page, kind))) {
      const known = merged.get(group.id);
      if (known) known.section.append(...group.section.children);
      else merged.set(group.id, group);
    }
    for (const group of groups(root, kind)) {
      if (merged.get(group.id) !== group) for (const one of [...group.before, group.section]) one.remove();
    }
    for (const { before, section } of merged.values()) {
      root.querySelector(".x-pages").before(...before, section);
    }
    return own;
  };

  const start = async (box) => {
    const kind = kindOf(box);
    const root = box.closest("article") || document;
    const own = await gather(root, kind);
    const entries = [...root.querySelectorAll(kind.entries)].map((node) => ({
      node,
      isOwn: own.has(node),
      text: folded(node.textContent),
      values: Object.fromEntries(
        Object.keys(kind.facets).map((facet) => [
          facet,
          kind.value(node, facet).split("|").filter(Boolean),
        ]),
      ),
    }));
    if (!entries.length) return;

    const controls = {};
    const language = document.documentElement.lang;
    const named = (value) => kind.names[value] ?? value;
    const form = document.createElement("form");
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", box.dataset.name);
    form.addEventListener("submit", (event) => event.preventDefault());

    const field = (name, label, control) => {
      const wrap = document.createElement("label");
      const words = document.createElement("span");
      words.textContent = label;
      control.name = name;
      wrap.append(words, control);
      form.append(wrap);
      controls[name] = control;
    };

    for (const [facet, label] of Object.entries(kind.facets)) {
      const select = document.createElement("select");
      const values = new Set(entries.flatMap((entry) => entry.values[facet]));
      select.append(new Option(box.dataset.any, ""));
      for (const value of [...values].sort((a, b) => named(a).localeCompare(named(b), language))) {
        select.append(new Option(named(value), value));
      }
      field(facet, label, select);
    }
    if (kind.search) {
      const input = document.createElement("input");
      input.type = "search";
      input.autocomplete = "off";
      field("text", box.dataset.words, input);
    }
    const clear = document.createElement("button");
    clear.type = "reset";
    clear.textContent = box.dataset.clear;
    const status = document.createElement("p");
    status.setAttribute("role", "status");
    form.append(clear, status);
    box.append(form);
    box.hidden = false;

    const state = () =>
      Object.fromEntries(Object.entries(controls).map(([name, one]) => [name, one.value]));

    const fits = (entry, wanted, except) =>
      Object.entries(wanted).every(([name, value]) => {
        if (!value || name === except) return true;
        if (name !== "text") return entry.values[name].includes(value);
        return folded(value).split(/\s+/).every((word) => entry.text.includes(word));
      });

    const show = () => {
      const wanted = state();
      const isFiltered = Object.values(wanted).some(Boolean);
      let left = 0;
      for (const entry of entries) {
        const isShown = isFiltered ? fits(entry, wanted) : entry.isOwn;
        entry.node.hidden = !isShown;
        left += isShown;
      }
      for (const section of root.querySelectorAll(kind.sections)) hideIfEmpty(section, kind);
      for (const facet of Object.keys(kind.facets)) {
        for (const option of controls[facet].options) {
          if (!option.value) continue;
          const number = entries.filter(
            (entry) => entry.values[facet].includes(option.value) && fits(entry, wanted, facet),
          ).length;
          option.textContent = `${named(option.value)} (${number.toLocaleString(language)})`;
        }
      }
      clear.hidden = !isFiltered;
      root.classList.toggle("x-filtered", isFiltered);
      for (const steps of root.querySelectorAll(".x-pages")) steps.hidden = isFiltered;
      const isPart = !isFiltered && own.size < entries.length;
      const words = isFiltered ? box.dataset.some : isPart ? box.dataset.part : box.dataset.all;
      const number = isFiltered ? left : own.size;
      status.textContent = words.replace("{some}", number.toLocaleString(language));
    };

    /* A section without entries goes, and the heading and words that lead to it. */
    const hideIfEmpty = (section, { entries: selector }) => {
      const inside = selector.split(" ").pop();
      const isEmpty = ![...section.querySelectorAll(inside)].some((node) => !node.hidden);
      section.hidden = isEmpty;
      for (let node = section.previousElementSibling; node; node = node.previousElementSibling) {
        if (node.matches(".x-cards, .x-timeline, .x-filter, .x-pages, figure")) break;
        if (node.matches("h2") && section.matches(".x-timeline")) break;
        node.hidden = isEmpty;
        if (node.matches("h2")) break;
      }
    };

    const write = (isNewStep) => {
      const address = new URL(location.href);
      for (const [name, value] of Object.entries(state())) {
        if (value) address.searchParams.set(name, value);
        else address.searchParams.delete(name);
      }
      if (address.href === location.href) return;
      history[isNewStep ? "pushState" : "replaceState"](history.state, "", address);
    };

    const read = () => {
      const wanted = new URL(location.href).searchParams;
      for (const [name, control] of Object.entries(controls)) {
        control.value = wanted.get(name) || "";
        if (control.value !== (wanted.get(name) || "")) control.value = "";
      }
      show();
    };

    form.addEventListener("change", (event) => {
      if (event.target.type === "search") return;
      show();
      write(true);
    });
    form.addEventListener("input", (event) => {
      if (event.target.type !== "search") return;
      show();
      write(false);
    });
    form.addEventListener("reset", () => {
      setTimeout(() => {
        show();
        write(true);
        form.querySelector("select").focus();
      });
    });
    addEventListener("popstate", read);
    read();
  };

  for (const box of document.querySelectorAll("[data-filter]")) {
    start(box).catch(() => {}); // without all entries there is no filter, rather than a wrong one
  }
})();
