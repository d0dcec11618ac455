"use strict";
// Everything on the pages stands without this script; it adds shorter ways.
(() => {
  const all = (what, within = document) => [...within.querySelectorAll(what)];

  all(".print").forEach((e) => { e.hidden = false; });

  // A mark cut in pieces by other marks or paragraphs lights up whole; a hidden goal is shown first.
  function arrive() {
    all(".lit").forEach((e) => e.classList.remove("lit"));
    let id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    const goal = id && document.getElementById(id);
    if (!goal) return;
    for (let e = goal.parentElement; e; e = e.parentElement) if (e.localName === "details") e.open = true;
    all("[data-of]").forEach((e) => { if (e.dataset.of === id) e.classList.add("lit"); });
    goal.scrollIntoView({ block: goal.offsetHeight * 2 > innerHeight ? "start" : "center" });
  }
  // Where the ways to the parts run on beyond the edge, the one that is open is brought into sight.
  function centre() {
    all(".toc [aria-current]").forEach((e) => {
      const list = e.closest("ul"), own = e.getBoundingClientRect(), whole = list.getBoundingClientRect();
      list.scrollBy({ left: own.left + own.width / 2 - whole.left - whole.width / 2, behavior: "instant" });
    });
  }
  addEventListener("hashchange", arrive);
  arrive();
  centre();

  // When a page changes in place the keyboard stays on the control that changed it, and what is now shown is said aloud.
  const sign = (e) => `${e.localName} ${e.name || e.rel || (e.firstElementChild || e).textContent.trim()}`;
  let held = "", paged = false;
  document.addEventListener("htmx:before:swap", () => {
    const e = document.activeElement;
    held = e && e.closest("#page") ? sign(e) : "";
    paged = Boolean(e && e.closest(".pager"));
  });
  document.addEventListener("htmx:after:swap", () => {
    arrive();
    centre();
    const page = document.getElementById("page");
    if (held && (!document.activeElement || document.activeElement === document.body)) {
      const again = all("a, select, input, button, summary", page).find((e) => sign(e) === held) || page;
      again.focus({ preventScroll: true });
    }
    if (paged) page.scrollIntoView();
    const shown = page.querySelector(".pager p") || page.querySelector("h1");
    document.getElementById("told").textContent = shown ? shown.textContent.trim() : "";
  });

  // Marked words lead to their line; their number does so for the keyboard.
  document.addEventListener("click", (e) => {
    if (e.target.closest(".print")) print();
    if (!e.target.closest(".text") || e.target.closest("a") || String(getSelection())) return;
    const mark = e.target.closest("[data-href]");
    if (mark) location.href = mark.dataset.href;
  });

  // "/" goes to the search, as in the explorers that readers know.
  document.addEventListener("keydown", (e) => {
    if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, select, textarea")) return;
    e.preventDefault();
    document.getElementById("q").focus();
  });
})();
