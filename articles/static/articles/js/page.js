/* Small comforts. Every page works without this file. */

// A form that came back with errors says so where the reader is.
document.querySelector(".summary[role=alert], .errors[role=alert], .nudge[role=alert]")?.focus();

// The comment that a permanent link asked for. Where the address names it, the browser has gone there by itself.
const chosen = document.querySelector(".thread__item--chosen");
chosen?.scrollIntoView({ block: "center" });
chosen?.querySelector(".comment").focus({ preventScroll: true });

// How large an article's text is, as this browser was told last. What is normal is not kept.
for (const size of document.querySelectorAll(".sizes input")) {
  try {
    if (size.value === localStorage.getItem("text-size")) size.checked = true;
  } catch { /* nothing is kept here */ }
  size.addEventListener("change", () => {
    try {
      if (size.value === "normal") localStorage.removeItem("text-size");
      else localStorage.setItem("text-size", size.value);
    } catch { /* nothing can be kept here */ }
  });
}

// A table wider than its place is a stop on the way by keyboard, to be scrolled; one that fits is none.
const places = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
for (const place of document.querySelectorAll(".table-wrap")) places.observe(place);

// What another service would show is asked for when the reader asks for it, and not before.
for (const asking of document.querySelectorAll(".embed__ask")) {
  asking.hidden = false;
  const button = asking.querySelector("button");
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.sandbox.add("allow-popups", "allow-presentation", "allow-same-origin", "allow-scripts");
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    frame.title = button.dataset.title;
    frame.src = button.dataset.frame;
    asking.parentElement.replaceChildren(frame);
    frame.focus();
  });
}

// Appreciating a comment takes no new page. When anything is out of the ordinary, the form goes its long way.
document.addEventListener("submit", async (event) => {
  const { target: form, submitter: button } = event;
  if (form.id !== "appreciating" || form.method !== "post" || form.dataset.long) return;
  event.preventDefault();
  if (button.dataset.sent) return;
  button.dataset.sent = "yes";
  try {
    const body = new URLSearchParams(new FormData(form));
    body.set("piece", "yes");
    const answer = await fetch(button.formAction, { method: "POST", body });
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
    button.insertAdjacentHTML("afterend", await answer.text());
    if (document.activeElement === button) button.nextElementSibling.focus();
    button.remove();
  } catch {
    form.dataset.long = "yes";
    form.requestSubmit(button);
  }
});

// A second press sends nothing twice; Back makes the form usable again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 8000);
});
addEventListener("pageshow", () => {
  for (const sent of document.querySelectorAll("[data-sent]")) delete sent.dataset.sent;
});

// What somebody has typed is not left behind by a slip.
const written = new Set();
document.addEventListener("input", (event) => {
  if (event.target.matches("main textarea")) written.add(event.target.form);
});
document.addEventListener("submit", (event) => written.delete(event.target));
addEventListener("beforeunload", (event) => {
  if ([...written].some((form) => [...form.querySelectorAll("textarea")].some((text) => text.value !== text.defaultValue))) event.preventDefault();
});
