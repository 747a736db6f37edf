// What the stock admin leaves without a name for those who listen: choosers with a search, the icon beside a filter.
function name() {
  for (const field of document.querySelectorAll("select.admin-autocomplete[id]")) {
    const label = document.querySelector(`label[for="${field.id}"]`);
    const box = field.parentElement.querySelector(".select2-selection");
    if (!label || !box) continue;
    label.id ||= `${field.id}_label`;
    const chosen = box.querySelector(".select2-selection__rendered[id]");
    chosen?.setAttribute("aria-labelledby", label.id);
    box.setAttribute("aria-labelledby", [label.id, chosen?.id].filter(Boolean).join(" "));
  }
  for (const icon of document.querySelectorAll(".help-tooltip[aria-label]")) icon.setAttribute("role", "img");
}

// Choosers are made when jQuery finds the page ready, which may be after it has loaded; filters when it has loaded.
window.django?.jQuery?.(name);
addEventListener("load", name);
document.addEventListener("formset:added", name);
