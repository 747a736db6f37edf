/* Keys for the desk. Without this file every act is a button. */
const desk = document.querySelector("[data-desk]");
const keys = document.querySelector("[data-keys]");

/* Speech input types letters that nobody pressed: whoever uses it switches the keys off (WCAG 2.1.4). */
const acting = keys?.querySelector("[data-keys-switch] input");
if (acting) {
  acting.checked = localStorage.getItem("desk.keys") !== "off";
  acting.closest("[data-keys-switch]").hidden = false;
  acting.addEventListener("change", () => localStorage.setItem("desk.keys", acting.checked ? "on" : "off"));
}

function isWriting(target) {
  return target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]") !== null;
}

function press(element) {
  if (element.tagName !== "SUMMARY") {
    element.click();
    return;
  }
  const details = element.parentElement;
  details.open = true;
  details.querySelector("select, textarea, input:not([type=hidden])")?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && desk?.contains(event.target) && isWriting(event.target)) {
    /* Out of a field, where single keys act again; what is typed stays. */
    event.target.blur();
    return;
  }
  if (!desk || !acting?.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat || isWriting(event.target)) return;
  if (event.key === "?") {
    keys.open = !keys.open;
    if (keys.open) keys.querySelector("summary").focus();
    return;
  }
  const element = desk.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!element) return;
  event.preventDefault();
  press(element);
});

/* The sentence of the chosen ground takes the place of another ground's, never of one's own words. */
for (const select of document.querySelectorAll("select[name=ground], select[name$='-ground']")) {
  const why = select.form.elements.namedItem(select.name.replace(/ground$/, "why"));
  if (!why) continue;
  const letters = [...select.options].map((option) => option.dataset.letter).filter(Boolean);
  select.addEventListener("change", () => {
    const letter = select.selectedOptions[0].dataset.letter;
    if (letter && (!why.value.trim() || letters.includes(why.value.trim()))) why.value = letter;
  });
}

for (const button of document.querySelectorAll("[data-take-out]")) {
  const text = document.getElementById(button.dataset.takeOut);
  button.hidden = false;
  button.addEventListener("click", () => {
    if (text.selectionStart < text.selectionEnd) {
      text.setRangeText("[…]", text.selectionStart, text.selectionEnd, "end");
    }
    text.focus();
  });
}

/* A table wider than its place is a stop on the way by keyboard, to be scrolled; one that fits is none. */
const places = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
for (const place of document.querySelectorAll(".desk-scroll")) places.observe(place);

/* What became of the last act is where the next begins. */
if (desk) document.querySelector(".messages-said")?.focus();
document.getElementById("what-changed")?.focus();
desk?.querySelector(".desk-letter")?.focus();
desk?.querySelector("details[open] .errors :is(input, select, textarea)")?.focus();
