# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The style and the script of the page: in the page itself, for it loads nothing."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --page: #f6f7f9; --card: #fff; --text: #1a1f26; --soft: #586271; --line: #d5dae1;
  --bar: #2f6fdb; --before: #8a94a3; --high: #b3261e; --medium: #8a5a00; --low: #47617a; --link: #1c5fc9;
  --hover: #eef2f8; }
@media (prefers-color-scheme: dark) { :root { --page: #12161b; --card: #1b2129; --text: #e7ebf0; --soft: #a3aebb;
  --line: #343d49; --bar: #6ea3f5; --before: #7d8896; --high: #ff9b92; --medium: #f1be5b; --low: #a8c1d8;
  --link: #8db8ff;
  --hover: #242c36; } }
* { box-sizing: border-box; } [hidden] { display: none !important; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
main, header, footer { max-width: 1180px; margin: 0 auto; padding: 0 20px; }
header { padding-top: 28px; } h1 { font-size: 26px; margin: 0 0 4px; } h2 { font-size: 19px; margin: 0 0 10px; }
h3 { font-size: 15px; margin: 22px 0 6px; } p { margin: 6px 0 10px; max-width: 78ch; } a { color: var(--link); }
.soft { color: var(--soft); } nav { margin: 14px 0 18px; display: flex; flex-wrap: wrap; gap: 4px 16px; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 18px 20px;
  margin: 0 0 18px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(158px, 1fr)); gap: 12px; margin: 0 0 18px; }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 12px 16px; }
.tile b { display: block; font-size: 24px; line-height: 1.3; } .tile span { color: var(--soft); font-size: 13px; }
.wide { overflow-x: auto; } .plot { width: 100%; min-width: 640px; height: auto; display: block; }
.plot text { fill: var(--text); font: 12px system-ui, "DejaVu Sans", sans-serif; } .plot .tick { fill: var(--soft); }
.plot .name { fill: var(--soft); font-size: 13px; } .grid { stroke: var(--line); } .axis { stroke: var(--soft); }
.bar { fill: var(--bar); } .faint { opacity: .5; } .before { fill: none; stroke: var(--before); }
.key { display: flex; flex-wrap: wrap; gap: 4px 18px; color: var(--soft); font-size: 13px; margin: 2px 0 8px; }
.key svg { width: 14px; height: 10px; margin-right: 6px; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top;
  padding: 6px 10px 6px 0;
  border-bottom: 1px solid var(--line); overflow-wrap: anywhere; } th { color: var(--soft); font-weight: 600;
  font-size: 13px; }
th button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer;
  text-align: inherit; }
th[aria-sort=ascending] button::after { content: " ▲"; } th[aria-sort=descending] button::after { content: " ▼"; }
.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
td, th { min-width: 104px; } th { overflow-wrap: normal; } .n, .high, .medium, .low { min-width: 66px; }
tbody tr:hover { background: var(--hover); } .high { color: var(--high); font-weight: 600; }
.medium { color: var(--medium); font-weight: 600; } .low { color: var(--low); }
.tools { display: flex; flex-wrap: wrap; gap: 8px 14px; align-items: center; margin: 0 0 8px; }
.tools input, .tools select, .pages button { font: inherit; color: inherit; background: var(--page); padding: 5px 9px;
  border: 1px solid var(--line); border-radius: 6px; max-width: 100%; }
.tools input { flex: 1 1 220px; max-width: 420px; }
.pages { display: flex; gap: 10px; align-items: center; margin-top: 10px; color: var(--soft); }
.pages button { cursor: pointer; } .pages button:disabled { opacity: .45; cursor: default; }
:is(a, button, input, select, summary):focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
details summary { cursor: pointer; color: var(--link); } pre { margin: 6px 0; padding: 8px 10px;
  background: var(--page);
  border: 1px solid var(--line); border-radius: 6px; overflow-x: auto;
  font: 12.5px/1.45 ui-monospace, "DejaVu Sans Mono", monospace; }
footer { padding-bottom: 40px; color: var(--soft); font-size: 13px; }
@media (max-width: 700px) { body { font-size: 16px; } main, header, footer { padding-left: 12px;
  padding-right: 12px; }
  section { padding: 14px; } thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px;
  overflow: hidden; }
  table, tbody, tr, td { display: block; } tr { border-bottom: 1px solid var(--line); padding: 8px 0; }
  td { border: 0; padding: 2px 0; min-width: 0; } td[data-label]:not(:empty)::before { content: attr(data-label) ": ";
  color: var(--soft); }
  .n { text-align: left; white-space: normal; } }
@page { margin: 13mm; }
@media print { td, th { min-width: 70px; } .n, .high, .medium, .low { min-width: 54px; }
  :root { color-scheme: light; --page: #fff; --card: #fff; --text: #000; --soft: #444; --line: #bbb;
  --bar: #2f6fdb;
  --before: #777; --high: #b3261e; --medium: #7a4f00; --low: #333; --link: #000; --hover: #fff; }
  body { font-size: 9pt; } nav, .tools, .pages, .task { display: none; }
  section, .tile { break-inside: auto;
  border-color: #bbb; } h2, h3 { break-after: avoid; } tr, .plot, .tile { break-inside: avoid; }
  .plot { min-width: 0; }
  .wide { overflow: visible; } thead { display: table-header-group; } main, header, footer { max-width: none;
  padding: 0; } }
"""

# Rows are data in the page (JSON) and are put into it as text, a page of them at a time: so that ten thousand stay
# quick, and that no name of the service is ever taken for markup.
SCRIPT = """
"use strict";
for (const box of document.querySelectorAll("[data-table]")) {
  const data = JSON.parse(document.getElementById(box.dataset.table).textContent);
  const body = box.querySelector("tbody"), heads = [...box.querySelectorAll("th")];
  const labels = heads.map(head => head.textContent), size = 50, most = 500;
  const search = box.querySelector("input"), chosen = [...box.querySelectorAll("select")];
  const texts = data.rows.map(row => row.map(cell => cell === null ? "" : typeof cell === "object" ? cell.t : cell)
    .join(" ").toLowerCase());
  let order = data.rows.map((_row, place) => place), shown = order, page = 0, sorted = null, down = false;
  const told = box.querySelector(".told"), back = box.querySelector(".back"), on = box.querySelector(".on");
  function cell(value, place) {
    const td = document.createElement("td"), column = data.columns[place];
    if (labels[place]) td.dataset.label = labels[place];
    if (column.number) td.className = "n";
    if (column.task) td.className = "task";
    if (column.task && value) {
      const fold = document.createElement("details"), head = document.createElement("summary");
      const text = document.createElement("pre");
      head.textContent = "show"; text.textContent = value; fold.append(head, text); td.append(fold);
    } else if (value !== null) {
      td.textContent = typeof value === "object" ? value.t : value;
      if (column.classed) td.className = value;
    }
    return td;
  }
  function draw(first, many) {
    body.replaceChildren(...shown.slice(first, first + many).map(place => {
      const tr = document.createElement("tr");
      tr.append(...data.rows[place].map(cell));
      return tr;
    }));
  }
  function show() {
    const pages = Math.max(1, Math.ceil(shown.length / size));
    page = Math.min(Math.max(page, 0), pages - 1);
    draw(page * size, size);
    told.textContent = shown.length ? `${page * size + 1} to ${Math.min(shown.length, (page + 1) * size)} of ` +
      shown.length.toLocaleString("en") + (shown.length < data.rows.length ?
        ` (${data.rows.length.toLocaleString("en")} in all)` : "") : "Nothing fits.";
    back.disabled = page === 0; on.disabled = page >= pages - 1;
  }
  function choose() {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    shown = order.filter(place => words.every(word => texts[place].includes(word)) &&
      chosen.every(one => !one.value || data.rows[place][one.dataset.column] === one.value));
    page = 0; show();
  }
  const key = (value) => value === null ? null : typeof value === "object" ? value.v : value;
  function sort(column) {
    down = sorted === column ? !down : Boolean(data.columns[column].number); sorted = column;
    const ranks = data.columns[column].ranks;
    order = data.rows.map((_row, place) => place).sort((one, other) => {
      let a = key(data.rows[one][column]), b = key(data.rows[other][column]);
      if (ranks) { a = ranks.indexOf(a); b = ranks.indexOf(b); }
      if (a === null || b === null) return (a === null) - (b === null) || one - other;
      const less = typeof a === "number" ? a - b : String(a).localeCompare(String(b));
      return (down ? -less : less) || one - other;
    });
    heads.forEach((head, place) => place === column ? head.setAttribute("aria-sort", down ? "descending" : "ascending")
      : head.removeAttribute("aria-sort"));
    choose();
  }
  heads.forEach((head, place) => {
    if (data.columns[place].task) return;
    const button = document.createElement("button");
    button.type = "button"; button.textContent = head.textContent; head.replaceChildren(button);
    button.addEventListener("click", () => sort(place));
  });
  let waiting = 0;
  search.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(choose, 120); });
  chosen.forEach(one => one.addEventListener("change", choose));
  back.addEventListener("click", () => { page -= 1; show(); });
  on.addEventListener("click", () => { page += 1; show(); });
  addEventListener("beforeprint", () => draw(0, most));
  addEventListener("afterprint", show);
  box.querySelectorAll(".tools, .pages").forEach(one => { one.hidden = data.rows.length <= 10; });
  show();
}
"""
