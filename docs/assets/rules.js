// The filter of the rule index: by words and by severity. Without it the whole index is there.
document.addEventListener("DOMContentLoaded", () => {
  const content = document.querySelector("article");
  const summary = content && content.querySelector("#rules");
  const tables = summary ? [...content.querySelectorAll("table")] : [];
  if (!tables.length || tables[0].querySelectorAll("th").length !== 5) return;

  const areas = tables.map((table) => {
    const wrap = table.closest(".md-typeset__scrollwrap") || table;
    let heading = wrap.previousElementSibling;
    while (heading && heading.tagName !== "H2") heading = heading.previousElementSibling;
    const rows = [...table.tBodies[0].rows].map((row) => ({
      row,
      severity: row.cells[2].textContent.trim(),
      text: `${row.textContent} ${heading ? heading.textContent : ""}`.toLowerCase(),
    }));
    return { parts: [wrap, heading].filter(Boolean), rows };
  });
  const all = areas.flatMap((area) => area.rows);

  const bar = document.createElement("div");
  bar.className = "rule-filter";
  const search = document.createElement("input");
  search.type = "search";
  search.placeholder = "Filter: a code, a field, a word";
  search.setAttribute("aria-label", "Filter the rules");
  bar.append(search);
  const buttons = ["error", "warning", "info"].map((severity) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = severity;
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      apply();
    });
    bar.append(button);
    return button;
  });
  const count = document.createElement("output");
  bar.append(count);
  content.querySelector("h1").after(bar);

  function apply() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = buttons.filter((b) => b.getAttribute("aria-pressed") === "true");
    const severities = wanted.map((button) => button.textContent);
    let shown = 0;
    for (const area of areas) {
      let some = false;
      for (const { row, severity, text } of area.rows) {
        const fits =
          (!severities.length || severities.includes(severity)) &&
          words.every((word) => text.includes(word));
        row.hidden = !fits;
        some ||= fits;
        shown += fits ? 1 : 0;
      }
      for (const part of area.parts) part.hidden = !some;
    }
    count.textContent = `${shown} of ${all.length} rules`;
  }

  search.value = new URLSearchParams(location.search).get("rules") || "";
  search.addEventListener("input", () => {
    apply();
    const address = `?rules=${encodeURIComponent(search.value)}`;
    history.replaceState(null, "", search.value ? address : location.pathname);
  });
  apply();
});
