// Searches the copy where it lies. What is sought stands in the address of the contents (#q=…), so that the way back
// from what was found leads to what else was. Nothing is asked of a network: `search-data.js` holds every row as data.
const form = document.querySelector("[role=search]");
const field = document.getElementById("sought");
const told = document.querySelector("[role=status]");
const MOST = 100;
const BEFORE = 60;
const AFTER = 180;
let waiting;

// Nobody has to remember accents, vowel signs or capitals.
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const address = (words) => `${form.dataset.contents}#q=${encodeURIComponent(words)}`;

// Each word's places in the text as it is written, first come first.
function places(text, words) {
  const starts = [];
  let folded = "";
  let at = 0;
  for (const sign of text) {
    const plain = fold(sign);
    for (let unit = 0; unit < plain.length; unit += 1) starts.push(at);
    folded += plain;
    at += sign.length;
  }
  starts.push(text.length);
  const all = words.flatMap((word) => {
    const found = [];
    for (let here = folded.indexOf(word); here >= 0; here = folded.indexOf(word, here + word.length)) {
      found.push([starts[here], starts[here + word.length]]);
    }
    return found;
  });
  return all.sort(([one], [other]) => one - other);
}

function marked(text, words) {
  const found = places(text, words);
  const first = found.length ? found[0][0] : 0;
  const from = first > BEFORE ? text.indexOf(" ", first - BEFORE) + 1 || first : 0;
  const begin = Math.min(from, first);
  const cut = text.lastIndexOf(" ", first + AFTER);
  const end = first + AFTER < text.length && cut > first ? cut : Math.min(text.length, first + AFTER);
  const line = document.createElement("p");
  line.dir = "auto";
  line.append(begin ? "… " : "");
  let at = begin;
  for (const [start, stop] of found) {
    if (start < at || stop > end) continue;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, stop);
    line.append(text.slice(at, start), mark);
    at = stop;
  }
  line.append(text.slice(at, end), end < text.length ? " …" : "");
  return line;
}

function item([place, number, text], words) {
  const [name, path] = globalThis.copied.pages[place];
  const link = document.createElement("a");
  link.href = `${path}#r${number}`;
  link.textContent = `${name} · ${number}`;
  const one = document.createElement("li");
  one.append(link, marked(text, words));
  return one;
}

function search() {
  const sought = new URLSearchParams(location.hash.slice(1)).get("q") ?? "";
  if (document.activeElement !== field) field.value = sought;
  const words = fold(sought).split(/\s+/).filter(Boolean);
  const found = words.length ? globalThis.copied.rows.filter((row) => words.every((word) => (row[3] ??= fold(row[2])).includes(word))) : [];
  const list = document.querySelector(".found");
  list.replaceChildren(...found.slice(0, MOST).map((row) => item(row, words)));
  list.hidden = !found.length;
  document.querySelector(".contents").hidden = Boolean(words.length);
  const { none, first } = told.dataset;
  const count = found.length.toLocaleString(document.documentElement.lang);
  told.textContent = !words.length ? "" : !found.length ? none : `${told.dataset.found} ${count}. ${found.length > MOST ? first : ""}`;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  location.assign(address(field.value));
});

if (globalThis.copied) {
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => location.replace(address(field.value)), 250);
  });
  addEventListener("hashchange", search);
  search();
}
form.hidden = false;
