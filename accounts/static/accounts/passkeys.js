/* Passkeys and security keys. A form that asks for one says so with data-passkey ("create" or "get"); the questions stand
   in the page (#passkey-options) or at the address data-options. Where the browser cannot do it, nothing is shown of it. */

const canAsk = Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON && PublicKeyCredential.prototype.toJSON);
const WORDS = { NotAllowedError: "refused", InvalidStateError: "known", NetworkError: "refused" };

async function options(form) {
  if (!form.dataset.options) return JSON.parse(document.querySelector("#passkey-options").textContent);
  const body = new URLSearchParams(new FormData(form));
  body.set("ask", "");
  const answer = await fetch(form.dataset.options, { method: "POST", body });
  if (answer.status === 429) throw new DOMException("", "TooMany");
  return (await answer.json()).request_options;
}

async function ask(form) {
  const { creation_options: created, request_options: got, publicKey } = await options(form);
  if (form.dataset.passkey === "create") {
    const question = PublicKeyCredential.parseCreationOptionsFromJSON(created.publicKey);
    return navigator.credentials.create({ publicKey: question });
  }
  const question = PublicKeyCredential.parseRequestOptionsFromJSON(publicKey ?? got.publicKey);
  return navigator.credentials.get({ publicKey: question });
}

function say(form, which) {
  for (const words of form.querySelectorAll("[data-said]")) words.hidden = words.dataset.said !== which;
}

async function send(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const button = form.querySelector("[type=submit]");
  if (button.disabled) return;
  say(form, "");
  button.disabled = true;
  try {
    form.elements.credential.value = JSON.stringify(await ask(form));
    form.submit();
  } catch (failure) {
    say(form, failure.name === "TooMany" ? "many" : (WORDS[failure.name] ?? "failed"));
    button.disabled = false;
    button.focus();
  }
}

if (canAsk) {
  for (const part of document.querySelectorAll("[data-with-passkeys]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-without-passkeys]")) part.hidden = true;
  for (const form of document.querySelectorAll("form[data-passkey]")) form.addEventListener("submit", send);
  // Who comes back by the browser's own button finds the page as it was left.
  addEventListener("pageshow", () => {
    for (const button of document.querySelectorAll("form[data-passkey] [type=submit]")) button.disabled = false;
  });
}
