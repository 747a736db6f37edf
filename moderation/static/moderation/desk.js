/* Keys for the desk. Without this file every act is a button. */
const desk = document.querySelector("[data-desk]");
const keys = document.querySelector("[data-keys]");

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
  if (!desk || event.ctrlKey || event.metaKey || event.altKey || event.repeat || isWriting(event.target)) return;
  if (event.key === "?" && keys) {
    keys.open = !keys.open;
    if (keys.open) keys.querySelector("summary").focus();
    return;
  }
  const element = desk.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!element) return;
  event.preventDefault();
  press(element);
});

document.getElementById("what-changed")?.focus();
desk?.querySelector("details[open] .errors :is(input, select, textarea)")?.focus();
