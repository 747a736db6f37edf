/* New entries of a live blog wait behind a button, and nothing moves before it is pressed. Pages work without this. */

const place = document.querySelector("[data-stream]");
const list = place.querySelector("ol");
const button = document.getElementById("live-call");
const said = document.getElementById("live-said");
let newest = Number(place.dataset.newest);
let waiting = null;
let above = null;
let source = null;
let hasEnded = false;

function listen() {
  source?.close();
  if (document.hidden || hasEnded) return;
  source = new EventSource(`${place.dataset.stream}?after=${newest}`);
  source.addEventListener("entries", (event) => offer(JSON.parse(event.data)));
  source.addEventListener("ended", () => {
    hasEnded = true;
    source.close();
  });
}

// Each answer tells all that is newer than what stands here: the last one told is all that waits.
function offer(told) {
  if (waiting?.newest === told.newest) return;
  waiting = told;
  above = null;
  call(`${place.dataset.new} ${told.count}${told.is_all ? "" : "+"}`);
}

function call(words) {
  button.textContent = words;
  button.hidden = words === "";
  said.textContent = words;
}

function bringIn() {
  const held = list.getBoundingClientRect().top < 0 && [...list.children].find((one) => one.getBoundingClientRect().bottom > 0);
  const stood = held && held.getBoundingClientRect().top;
  const pinned = list.querySelectorAll(".entry--pinned");
  const last = pinned[pinned.length - 1];
  if (last) last.insertAdjacentHTML("afterend", waiting.html);
  else list.insertAdjacentHTML("afterbegin", waiting.html);
  const first = last ? last.nextElementSibling : list.firstElementChild;
  place.querySelector(".empty")?.remove();
  newest = waiting.newest;
  waiting = null;
  // What is read stays where it is; most browsers see to that by themselves.
  if (held) scrollBy({ top: held.getBoundingClientRect().top - stood, behavior: "instant" });
  const { top, bottom } = first.getBoundingClientRect();
  if (top >= 0 && top < innerHeight && bottom > 0) {
    call("");
    first.focus({ preventScroll: true });
  } else {
    above = first;
    call(place.dataset.above);
  }
  listen();
}

button.addEventListener("click", () => {
  if (above) {
    above.focus();
    above = null;
    call("");
  } else if (waiting?.is_all) bringIn();
  else location.assign(place.dataset.page);
});
document.addEventListener("visibilitychange", listen);
listen();
