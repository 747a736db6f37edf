// An article's form while somebody writes (A12, A13): what is typed is kept on this machine at once and at the newsroom
// as soon as the writer pauses; who else has the article open is told. Without this file the form is sent as it is.
import { Newsroom, copiesOf, drop, store } from "./kept.js";

const PAUSE = 2000;
const LONGEST = 10000;
const EVERY = 10000;
//: What of the form is no text of the writer's.
const BESIDE = ["csrfmiddlewaretoken", "opening", "follows", "overridden", "reason"];

const form = document.querySelector("form[data-writing]");
const language = document.documentElement.lang;

// The words of the page, in its language, with what they are about.
function words(name, about = {}) {
  const template = document.querySelector(`template[data-say="${name}"]`);
  return template.content.textContent.replace(/\{(\w+)\}/g, (_, key) => about[key]);
}

function say(place, text) {
  const element = document.querySelector(place);
  if (element.textContent !== text) element.textContent = text;
}

class Writing {
  constructor() {
    const { writer, article, keep, token, presenceAt: presence } = form.dataset;
    Object.assign(this, { writer, article, presence, copy: null, isHere: true, trouble: "", since: 0, timer: 0 });
    this.newsroom = new Newsroom({ writer, keep, token });
  }

  typed() {
    return Object.fromEntries([...new FormData(form)].filter(([name, value]) => typeof value === "string" && !BESIDE.includes(name)));
  }

  // Something was typed: here at once, there after a pause.
  note() {
    const { opening, follows } = form.elements;
    const serial = Math.max((this.copy?.serial ?? 0) + 1, Date.now());
    const own = { writer: this.writer, article: this.article || null, opening: opening.value, follows: follows.value };
    this.copy = { ...own, serial, typed: this.typed(), held: false };
    this.isHere = store(this.copy);
    this.since ||= Date.now();
    this.later(Math.max(0, Math.min(PAUSE, this.since + LONGEST - Date.now())));
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  async send() {
    if (!this.copy || this.copy.held || this.isSending || this.isSent) return;
    this.isSending = true;
    const sent = this.copy;
    const { state } = await this.newsroom.keeps(sent);
    this.isSending = false;
    if (!this.copy) return;
    if (state === "kept") this.kept(sent);
    this.tell(state);
    if (this.copy.serial !== sent.serial) this.later(PAUSE);
    else if (state !== "kept") this.later(EVERY);
  }

  kept(sent) {
    const clock = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZone: form.dataset.zone || undefined };
    const at = new Date().toLocaleTimeString(language, clock);
    // Read by whoever looks; said aloud it would interrupt every pause.
    say("[data-kept]", words("kept", { time: at }));
    if (this.copy.serial !== sent.serial) return;
    this.since = 0;
    this.copy = { ...sent, held: true };
    store(this.copy);
  }

  // Say what changed for the better or worse, once.
  tell(state) {
    const trouble = state === "kept" ? "" : state;
    if (trouble === this.trouble) return;
    const isLost = trouble && this.copy && !this.isHere;
    const name = isLost ? "nowhere" : trouble || (this.copy && "again");
    say("[data-trouble]", name ? words(name) : "");
    if (trouble) say("[data-kept]", "");
    document.querySelector("[data-sign-in]").hidden = trouble !== "signed-out";
    this.trouble = trouble;
  }

  async watch() {
    const { state, told } = await this.newsroom.sent(this.presence, { writer: this.writer }, { unattended: true });
    if (state !== "kept") {
      this.tell(state);
      return;
    }
    if (this.copy && !this.copy.held) this.send();
    else this.tell("kept");
    const names = new Intl.ListFormat(language).format(told.others);
    say("[data-presence]", told.others.length ? words("others", { names }) : "");
    const { number, by } = told.newest;
    if (number > Number(form.elements.base.value)) say("[data-overtaken]", words("overtaken", { name: by, number }));
  }

  leave() {
    if (this.copy && !this.copy.held && !this.isSent) this.newsroom.post(form.dataset.keep, this.copy, { keepalive: true });
    if (this.presence) this.newsroom.post(this.presence, { writer: this.writer, leaving: true }, { keepalive: true });
  }

  // What an earlier page could not send, the newsroom gets now; what of it is about this article is offered.
  async bring() {
    for (const opening of form.dataset.saved.split(" ")) drop({ writer: this.writer, opening });
    const earlier = copiesOf(this.writer).filter((copy) => copy.opening !== form.elements.opening.value);
    let isOffered = false;
    for (const copy of earlier) {
      const { state } = copy.held ? { state: "kept" } : await this.newsroom.keeps(copy);
      if (state !== "kept") continue;
      drop(copy);
      isOffered ||= !copy.held && copy.article === (this.article || null);
    }
    if (isOffered) await this.offer();
  }

  async offer() {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const offers = page.querySelector("[data-offers]");
    if (!offers?.childElementCount) return;
    document.querySelector("[data-offers]").replaceChildren(...offers.childNodes);
    say("[data-trouble]", words("offered"));
  }
}

function attend() {
  const writing = new Writing();
  for (const event of ["input", "change"]) form.addEventListener(event, () => writing.note());
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) {
      writing.isSent = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    writing.note();
    writing.trouble = "";
    writing.tell("offline");
  }, { capture: true });
  addEventListener("pageshow", () => { writing.isSent = false; });  // by Back
  for (const event of ["online", "focus"]) addEventListener(event, () => writing.send());
  addEventListener("offline", () => writing.tell("offline"));
  addEventListener("pagehide", () => writing.leave());
  addEventListener("signing-out", () => writing.copy && store(writing.copy));
  addEventListener("signed-out", () => { writing.copy = null; });
  writing.bring();
  if ("unsaved" in form.dataset) writing.note();
  if (!writing.presence) return;
  writing.watch();
  setInterval(() => writing.watch(), EVERY);
  for (const event of ["online", "focus"]) addEventListener(event, () => writing.watch());
}

if (form) attend();
