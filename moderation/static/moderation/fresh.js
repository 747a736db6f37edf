/* New comments wait behind a button, and nothing moves before it is pressed. Every page works without this file. */

const FIRST = 30_000;
const SLOWEST = 600_000;
const place = document.querySelector("[data-latest]");
const list = place.querySelector("ol");
const button = document.getElementById("fresh-call");
const said = document.getElementById("fresh-said");
const words = JSON.parse(place.dataset.words);
const plural = new Intl.PluralRules(document.documentElement.lang);
const last = Number(place.dataset.last);
const known = new Set();
let floor = null;
let waiting = [];
let asked = 0;
let wait = 0;
let timer;
let busy = false;
let areMore = false;

async function ask(address) {
  // Without cookies it is one answer for everybody, members too, which any cache may keep.
  const answer = await fetch(address, { credentials: "omit", cache: "no-cache" });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

function plan() {
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(look, Math.max(0, asked + wait - Date.now()));
}

async function look() {
  asked = Date.now();
  const before = waiting.length;
  try {
    tell(await ask(place.dataset.latest));
  } catch {
    // as if nothing were new: asked again, later and later
  }
  const slower = wait === 0 ? FIRST : Math.min(SLOWEST, 1.5 * wait);
  wait = (waiting.length > before ? FIRST : slower) * (0.8 + 0.4 * Math.random());
  plan();
}

function tell({ latest, most }) {
  if (floor === null) {
    // What stands on the page, or on another stretch. A comment that is let through later has a number below these.
    for (const [number, key] of latest) if (number <= last) known.add(key);
    floor = latest.length < most ? 0 : Math.min(last, latest.at(-1)[0]);
  }
  const none = waiting.length === 0;
  waiting = latest.filter(([number, key]) => number > floor && !known.has(key)).map(([, key]) => key);
  areMore = waiting.length === most;
  const count = areMore ? `${most}+` : waiting.length;
  button.textContent = words[plural.select(waiting.length)].replace("%(count)s", count);
  button.hidden = waiting.length === 0;
  if (none || button.hidden) said.textContent = button.hidden ? "" : button.textContent;
}

// What members have muted folds before it is seen.
async function renewMuted() {
  const sheet = document.getElementById("muted");
  if (!sheet) return;
  const renewed = sheet.cloneNode();
  renewed.href = `${sheet.getAttribute("href").split("?")[0]}?${Date.now()}`;
  await new Promise((done) => {
    renewed.onload = renewed.onerror = done;
    sheet.after(renewed);
  });
  sheet.remove();
}

async function show() {
  if (busy) return;
  busy = true;
  try {
    const [{ comments }] = await Promise.all([ask(place.dataset.cards), renewMuted()]);
    bringIn(comments.filter(({ id }) => waiting.includes(id)).reverse());
  } catch {
    location.assign(place.dataset.elsewhere);
  }
  busy = false;
}

function bringIn(found) {
  if (areMore || found.length === 0) throw new Error("not all are there");
  place.hidden = false;
  list.insertAdjacentHTML("beforeend", found.map(({ html }) => `<li class="thread__item">${html}</li>`).join(""));
  for (const { id } of found) known.add(id);
  waiting = waiting.filter((key) => !known.has(key));
  button.hidden = true;
  said.textContent = "";
  document.getElementById(`comment-${found[0].id}`).focus();
}

button.addEventListener("click", show);
document.addEventListener("visibilitychange", () => {
  wait = Math.min(wait, FIRST);
  if (floor !== null) plan();
});

// Who never comes to the discussion asks nothing.
const nearing = new IntersectionObserver((entries) => {
  if (!entries.some((entry) => entry.isIntersecting)) return;
  nearing.disconnect();
  look();
}, { rootMargin: "50%" });
nearing.observe(place.closest(".discussion") ?? place.parentElement);
