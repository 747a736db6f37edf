/* For members: muting from the menu of a comment, and looking at one that is folded. Without this file, both stand on
   the comment's own page. */

const form = document.getElementById("muting");

function offer(card) {
  const menu = card.querySelector(".comment__menu");
  if (!menu) return;
  const button = document.createElement("button");
  button.className = "comment__mute";
  button.textContent = form.dataset.word;
  button.setAttribute("form", form.id);
  button.setAttribute("formaction", `${card.querySelector(".comment__time").getAttribute("href")}mute/`);
  menu.append(button);
}

function fold(card) {
  const said = getComputedStyle(card).getPropertyValue("--muted").trim();
  if (!said) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "comment__unfold";
  button.textContent = JSON.parse(said);
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => {
    button.setAttribute("aria-expanded", String(card.classList.toggle("comment--unfolded")));
  });
  card.querySelector(".comment__head").prepend(button);
}

function dress(cards) {
  for (const card of cards) {
    offer(card);
    fold(card);
  }
}

dress(document.querySelectorAll(".thread .comment"));
const arrived = new MutationObserver((changes) => {
  for (const { addedNodes } of changes) for (const item of addedNodes) dress(item.querySelectorAll(".comment"));
});
for (const list of document.querySelectorAll(".thread")) arrived.observe(list, { childList: true });
