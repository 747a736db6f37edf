// Checks a signed copy in the browser: nothing of it leaves this machine, and no network is needed (RFC 7515, 7797, 8037).
// Where the browser lacks the algorithm, the form is sent as it would be without this file.
const form = document.querySelector("form[data-checked]");
const told = (id) => JSON.parse(document.getElementById(id).textContent);
const keys = new Map(told("signature-keys").map((key) => [key.name, key]));
const said = told("refusals");
const outcome = document.querySelector("[data-outcome]");
const field = form.elements.copy;

class Refused extends Error {}

const decoded = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

function opened(text) {
  try {
    const { payload, protected: header, signature } = JSON.parse(text);
    const { alg, b64, kid } = JSON.parse(new TextDecoder().decode(decoded(header)));
    if (alg !== "EdDSA" || b64 !== false || typeof payload !== "string") throw new Refused(said.none);
    return { payload, signed: new TextEncoder().encode(`${header}.${payload}`), signature: decoded(signature), key: keys.get(kid) };
  } catch {
    throw new Refused(said.none);
  }
}

async function check(text) {
  const copy = opened(text);
  if (!copy.key) throw new Refused(said.unknown);
  const key = await crypto.subtle.importKey("raw", decoded(copy.key.public), "Ed25519", false, ["verify"]);
  if (!(await crypto.subtle.verify("Ed25519", key, copy.signature, copy.signed))) throw new Refused(said.altered);
  return { ...JSON.parse(copy.payload), lost: copy.key.lost };
}

function make(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

function show(found) {
  const shown = document.querySelector("template[data-genuine]").content.cloneNode(true);
  const put = (name, text) => Object.assign(shown.querySelector(`[data-${name}]`), { textContent: text });
  put("title", found.title);
  put("publisher", found.publisher);
  put("lost", found.lost).hidden = !found.lost;
  shown.querySelector("[data-vouched]").hidden = Boolean(found.lost);
  const words = shown.querySelector("[data-words]");
  words.lang = found.language;
  for (const part of found.parts) {
    words.append(make("h4", part.heading), ...part.text.split("\n").filter(Boolean).map((line) => make("p", line)));
  }
  outcome.replaceChildren(shown);
}

function refuse(words) {
  const alert = make("p", words);
  alert.className = "summary";
  outcome.replaceChildren(alert);
}

form.addEventListener("submit", async (event) => {
  const [file] = field.files;
  if (!file || !globalThis.crypto?.subtle) return;
  event.preventDefault();
  try {
    show(await check(await file.text()));
  } catch (refused) {
    if (!(refused instanceof Refused)) return form.submit();
    refuse(refused.message);
  }
  outcome.focus();
});
