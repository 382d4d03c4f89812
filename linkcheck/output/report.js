"use strict";
// The filters are in the fragment of the URL (#severity=error&rule=LC301&q=phone), so a filtered
// view can be bookmarked, and the bars of the charts are plain links.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const findings = all("article");
  const texts = new Map();
  const search = one("#search");
  const rule = one("#rule");
  const file = one("#file");
  const boxes = all('input[name="severity"]');

  const textOf = (finding) => {
    if (!texts.has(finding)) {
      texts.set(finding, (finding.textContent + " " + finding.dataset.file).toLowerCase());
    }
    return texts.get(finding);
  };

  const read = () => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    const severities = wanted.get("severity");
    search.value = wanted.get("q") || "";
    rule.value = wanted.get("rule") || "";
    file.value = wanted.get("file") || "";
    for (const box of boxes) {
      box.checked = severities === null || severities.split(",").includes(box.value);
    }
  };

  const write = () => {
    const wanted = new URLSearchParams();
    const checked = boxes.filter((box) => box.checked).map((box) => box.value);
    if (checked.length < boxes.length) wanted.set("severity", checked.join(","));
    if (rule.value) wanted.set("rule", rule.value);
    if (file.value) wanted.set("file", file.value);
    if (search.value.trim()) wanted.set("q", search.value.trim());
    history.replaceState(null, "", "#" + wanted);
  };

  const apply = () => {
    const severities = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const finding of findings) {
      const fits =
        severities.has(finding.dataset.severity) &&
        (!rule.value || finding.dataset.rule === rule.value) &&
        (!file.value || finding.dataset.file === file.value) &&
        words.every((word) => textOf(finding).includes(word));
      finding.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    for (const section of all(".file")) {
      section.hidden = all("article", section).every((finding) => finding.hidden);
    }
    one("#shown").textContent = `${shown} of ${findings.length} shown`;
    one("#nothing").hidden = shown > 0;
  };

  const change = () => { write(); apply(); };
  const clear = () => {
    history.replaceState(null, "", "#");
    read();
    apply();
  };

  const step = (by) => {
    const visible = findings.filter((finding) => !finding.hidden);
    const next = visible[visible.indexOf(document.activeElement) + by] || visible[by > 0 ? 0 : visible.length - 1];
    if (next) next.focus();
  };

  const keys = {
    "/": () => search.focus(),
    j: () => step(1),
    k: () => step(-1),
  };

  const theme = one("#theme");
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const root = document.documentElement;
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    root.dataset.theme = (root.dataset.theme || system) === "dark" ? "light" : "dark";
  });

  if (!findings.length) return;
  one("#filters").hidden = false;
  one("#keys").hidden = false;
  for (const control of [search, rule, file, ...boxes]) control.addEventListener("input", change);
  one("#clear").addEventListener("click", clear);
  addEventListener("hashchange", () => {
    if (location.hash && !location.hash.includes("=")) return; // an anchor on the page, not a filter
    read();
    apply();
    one("#filters").scrollIntoView();
  });
  addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "Escape" && event.target === search) clear();
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
    event.preventDefault();
    keys[event.key]();
  });
  read();
  apply();
})();
