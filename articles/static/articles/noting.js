// Notes on passages of a text (A42): what is selected goes along to the form of a note, in the part of the address that no
// server sees; passages with open notes are marked where they stand. Without this file a passage is copied by hand.
const LONGEST = 500;
const AROUND = 40;
const PAUSE = 300;
const place = document.querySelector("[data-notable]");
const box = place?.querySelector(".ProseMirror[role=textbox], .text");
const link = place?.querySelector("[data-noting]");
const notes = [...document.querySelectorAll("[data-show]")];

const bare = (words) => words.replace(/\s+/g, "");

// Offer a note on what is selected. A press elsewhere forgets it only where something else of the text is selected.
function offer() {
  const selection = getSelection();
  if (!selection.rangeCount || !box.contains(selection.getRangeAt(0).commonAncestorContainer)) return;
  const range = selection.getRangeAt(0);
  link.parentElement.hidden = !bare(selection.toString());
  const head = document.createRange();
  head.setStart(box, 0);
  head.setEnd(range.startContainer, range.startOffset);
  const told = { quote: selection.toString().trim().slice(0, LONGEST), before: head.toString().trimEnd().slice(-AROUND) };
  link.href = `${link.dataset.noting}#${new URLSearchParams(told)}`;
}

// Fill the form with what came along.
function fill() {
  const came = new URLSearchParams(location.hash.slice(1));
  const quote = document.getElementById("id_quote");
  if (!quote || !came.get("quote")) return;
  quote.value = came.get("quote");
  document.getElementById("id_before").value = came.get("before");
  history.replaceState(null, "", "#leave");
  document.getElementById("id_body").focus();
}

// Every sign of the text but spaces, each with its place.
function signs() {
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  const found = { told: "", places: [] };
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    [...node.data.matchAll(/\S/g)].forEach(({ 0: sign, index }) => {
      found.told += sign;
      found.places.push([node, index]);
    });
  }
  return found;
}

// The place of a note's passage: among equal ones that which its surroundings tell, as the server finds it.
function rangeOf(note, { told, places }) {
  const [before, quote, after] = [...note.querySelector("blockquote").children].map((part) => bare(part.textContent));
  const around = [[before, after], [before, ""], ["", after], ["", ""]];
  const [begins, ends] = around.find((one) => told.includes(one[0] + quote + one[1])) ?? [];
  if (ends === undefined) return null;
  const first = told.indexOf(begins + quote + ends) + begins.length;
  const range = document.createRange();
  range.setStart(...places[first]);
  const [node, index] = places[first + quote.length - 1];
  range.setEnd(node, index + 1);
  return range;
}

function show(note) {
  const range = rangeOf(note, signs());
  if (!range) return;
  range.startContainer.parentElement.scrollIntoView({ block: "center" });
  box.focus();
  getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
}

// What is in the text is marked, and can be gone to; what is not, by now, is not.
function mark() {
  const all = signs();
  const ranges = notes.map((note) => rangeOf(note, all));
  globalThis.CSS?.highlights?.set("noted", new Highlight(...ranges.filter(Boolean)));
  notes.forEach((note, number) => { note.querySelector(".show").hidden = !ranges[number]; });
}

if (box && link) {
  document.addEventListener("selectionchange", offer);
  // The press would take the selection away.
  link.addEventListener("mousedown", (event) => event.preventDefault());
}
if (box && notes.length) {
  for (const note of notes) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "show", textContent: note.dataset.show });
    button.addEventListener("click", () => show(note));
    note.querySelector("blockquote").after(button);
  }
  let timer = 0;
  new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(mark, PAUSE);
  }).observe(box, { subtree: true, childList: true, characterData: true });
  mark();
}
addEventListener("hashchange", fill);
fill();
