// Whoever signs out leaves no text behind on this machine. What the newsroom does not have yet is sent first; where that
// fails, the writer decides.
import { Newsroom, copiesOf, drop } from "./kept.js";

async function leftBehind(newsroom) {
  const left = [];
  for (const copy of copiesOf(newsroom.writer)) {
    if (!copy.held && (await newsroom.keeps(copy)).state !== "kept") left.push(copy);
  }
  return left;
}

for (const form of document.querySelectorAll("form[data-signing-out]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    dispatchEvent(new Event("signing-out"));
    const left = await leftBehind(new Newsroom(form.dataset));
    if (left.length && !confirm(form.dataset.signingOut)) return;
    copiesOf(form.dataset.writer).forEach(drop);
    dispatchEvent(new Event("signed-out"));
    form.submit();
  });
}
