/* Switching push news on and off. The browser is asked for permission by a press of our switch, never before (V29). */

const form = document.querySelector("[data-push]");
const said = document.querySelector("[data-said]");
const canPush = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
const WORKER = "/push-worker.js";

function show(state) {
  for (const part of document.querySelectorAll("[data-state]")) {
    part.hidden = !part.dataset.state.split(" ").includes(state);
    // What is not shown is neither sent nor asked for.
    if (part instanceof HTMLFieldSetElement) part.disabled = part.hidden;
  }
}

async function send(address, fields) {
  const body = new URLSearchParams(new FormData(form));
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return fetch(address, { method: "POST", body });
}

async function tell(answer) {
  const words = await answer.json().catch(() => ({}));
  said.textContent = words.said ?? words.error ?? form.dataset.failed;
  return answer.ok;
}

async function subscribed() {
  const registration = await navigator.serviceWorker.getRegistration("/");
  return registration?.pushManager.getSubscription();
}

function bytes(key) {
  const plain = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

async function subscribe() {
  await navigator.serviceWorker.register(WORKER, { scope: "/" });
  const { pushManager } = await navigator.serviceWorker.ready;
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(form.dataset.key) });
}

async function switchOn() {
  if ((await Notification.requestPermission()) !== "granted") return show("denied");
  const had = await subscribed();
  const subscription = had ?? (await subscribe());
  const { endpoint, keys } = subscription.toJSON();
  const time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const isTaken = await tell(await send(form.dataset.on, { endpoint, time_zone, ...keys }));
  if (isTaken) show("on");
  else if (!had) await subscription.unsubscribe();
}

async function switchOff() {
  const subscription = await subscribed();
  if (subscription) {
    const isTaken = await tell(await send(form.dataset.off, { endpoint: subscription.endpoint }));
    if (!isTaken) return;
    await subscription.unsubscribe();
  }
  await (await navigator.serviceWorker.getRegistration("/"))?.unregister();
  show("off");
}

async function begin() {
  if (!canPush) return show("unable");
  const subscription = await subscribed();
  if (!subscription) return show(Notification.permission === "denied" ? "denied" : "off");
  const answer = await send(form.dataset.standing, { endpoint: subscription.endpoint });
  if (answer.status === 404) {
    // What we do not know any more is ended here, too.
    await subscription.unsubscribe();
    return show("off");
  }
  const { edition, sections } = answer.ok ? await answer.json() : { sections: [] };
  if (sections.length) {
    for (const box of form.querySelectorAll("[name=sections]")) box.checked = sections.includes(Number(box.value));
  } else if (edition) {
    said.textContent = form.dataset.elsewhere.replace("{edition}", edition);
  }
  show("on");
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  said.textContent = "";
  try {
    await (event.submitter?.value === "off" ? switchOff() : switchOn());
  } catch {
    said.textContent = form.dataset.failed;
  }
});
begin();
