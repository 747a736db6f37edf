// Copies, on this machine, of what is being written in the newsroom, and their way there. Each is for one writer and one
// opening of an article's form; it goes once the newsroom has the text, at sign-out, and after thirty days.
const PREFIX = "unsaved:";
const LIFETIME = 30 * 24 * 60 * 60 * 1000;

const keyOf = ({ writer, opening }) => `${PREFIX}${writer}:${opening}`;

// Say whether this machine has the copy: it may be full, or forbidden to keep anything.
export function store(copy) {
  try {
    localStorage.setItem(keyOf(copy), JSON.stringify(copy));
    return true;
  } catch {
    return false;
  }
}

export function drop(copy) {
  try {
    localStorage.removeItem(keyOf(copy));
  } catch { /* nothing was kept here */ }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

// All copies of one writer's. Anybody's that are too old, or cannot be read, go.
export function copiesOf(writer) {
  let keys = [];
  try {
    keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch { /* nothing is kept here */ }
  const found = [];
  for (const key of keys) {
    const copy = read(key);
    if (!copy || copy.serial < Date.now() - LIFETIME) localStorage.removeItem(key);
    else if (copy.writer === writer) found.push(copy);
  }
  return found;
}

async function asked(address, options) {
  try {
    const answer = await fetch(address, { redirect: "manual", ...options });
    if (answer.type === "opaqueredirect") return { state: "signed-out" };
    if (answer.ok) return { state: "kept", told: await answer.json() };
    return { state: { 403: "forbidden", 409: "somebody-else" }[answer.status] ?? "refused" };
  } catch {
    return { state: "offline" };
  }
}

// The newsroom as this page reaches it. A sign-in in another tab brings a new token: it is asked for once, and put into
// the page's forms, so that they can be sent as well.
export class Newsroom {
  constructor({ writer, keep, token }) {
    Object.assign(this, { writer, keep, token });
  }

  // `unattended`: by the clock, whatever somebody does; it keeps the admin open to nobody.
  post(address, body, { unattended = false, ...options } = {}) {
    const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
    const told = unattended && { "X-Unattended": "1" };
    const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token, ...told };
    return asked(address, { method: "POST", body: JSON.stringify(body), headers, ...options });
  }

  async sent(address, body, options) {
    const first = await this.post(address, body, options);
    if (first.state !== "forbidden") return first;
    const { state, told } = await asked(this.token, { headers: { Accept: "application/json" } });
    if (state === "forbidden") return { state: "signed-out" };
    if (state !== "kept") return { state };
    if (told.writer !== this.writer) return { state: "somebody-else" };
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = told.token;
    const second = await this.post(address, body, options);
    return second.state === "forbidden" ? { state: "refused" } : second;
  }

  keeps(copy) {
    return this.sent(this.keep, copy);
  }
}
