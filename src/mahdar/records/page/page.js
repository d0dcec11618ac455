"use strict";
// Everything on the page stands without this script; it adds the filter, the language switch and shorter ways.
(() => {
  const all = (what, within = document) => [...within.querySelectorAll(what)];
  const one = (what) => document.querySelector(what);
  all("form.filter, .controls").forEach((e) => { e.hidden = false; });

  const outlet = one("#by-outlet"), person = one("#by-person"), clear = one("#clear");
  function filter() {
    const o = outlet.value, p = person.value;
    all("[data-outlet]").forEach((e) => { e.hidden = Boolean(o) && e.dataset.outlet !== o; });
    all(".voice").forEach((e) => { e.hidden = (p && e.id !== p) || !e.querySelector(".batch:not([hidden])"); });
    for (const group of [".position", ".day", ".joint", ".issue", ".claims", ".stage"]) all(group).forEach((e) => { e.hidden = !e.querySelector(":is(li, .copy):not([hidden])"); });
    clear.hidden = !o && !p;
    one("#shown b").textContent = all(".voice:not([hidden]) .batch:not([hidden]) .line").length;
  }
  function reset() { outlet.value = person.value = ""; filter(); }
  if (outlet) {
    one("form.filter").addEventListener("submit", (e) => e.preventDefault());
    outlet.addEventListener("change", filter);
    person.addEventListener("change", filter);
    clear.addEventListener("click", () => { reset(); outlet.focus(); });
    filter();
  }

  // A mark cut in pieces by other marks or paragraphs lights up whole; a hidden goal is shown first.
  function arrive() {
    all(".lit").forEach((e) => e.classList.remove("lit"));
    const id = decodeURIComponent(location.hash.slice(1)), goal = id && document.getElementById(id);
    if (!goal) return;
    if (outlet && goal.closest("[hidden]")) reset();
    for (let e = goal.parentElement; e; e = e.parentElement) if (e.localName === "details") e.open = true;
    all("[data-of]").forEach((e) => { if (e.dataset.of === id) e.classList.add("lit"); });
    goal.scrollIntoView({ block: goal.offsetHeight * 2 > innerHeight ? "start" : "center" });
  }
  addEventListener("hashchange", arrive);
  arrive();

  // Marked words lead back to their line, as their number does.
  all(".text").forEach((text) => text.addEventListener("click", (e) => {
    if (e.target.closest("a") || String(getSelection())) return;
    const mark = e.target.closest("[data-href]");
    if (mark) location.href = mark.dataset.href;
  }));

  // Each of these keeps its other words in a data attribute; switching swaps the two.
  function swap(e, attribute, read, write) {
    const other = e.dataset[attribute];
    e.dataset[attribute] = read();
    write(other);
  }
  let english = false;
  const turn = one("#switch");
  turn.addEventListener("click", () => {
    english = !english;
    document.documentElement.classList.toggle("english", english);
    all("[data-en]").forEach((e) => {
      swap(e, "en", () => e.textContent, (words) => { e.textContent = words; });
      if (e === turn) e.lang = english ? "ar" : "en";
      else if (english) { e.lang = "en"; e.setAttribute("dir", "ltr"); } else { e.removeAttribute("lang"); e.removeAttribute("dir"); }
    });
    all("[data-en-label]").forEach((e) => swap(e, "enLabel", () => e.getAttribute("aria-label"), (words) => e.setAttribute("aria-label", words)));
  });
  one("#print").addEventListener("click", () => print());
})();
