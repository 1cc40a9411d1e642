// One phone: its plate, its chat with the bot, and what its owner does.
import { bubbleOf, icon, inShort, keyboardOf, make } from "./bubbles.js";
import { dateOf, dayOf, wordsOf } from "./words.js";

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const initials = (name) => name.split(/\s+/).map((word) => [...word][0]).slice(0, 2).join("").toUpperCase();

export class PhoneView {
  constructor(phone, place, post) {
    this.user = phone.id;
    this.messages = new Map();
    this.rows = new Map();
    this.toasts = phone.toasts;
    this.replyTo = null;
    this.pinned = true;
    this.restAt = 0;
    this.byHand = false;
    this.post = post;
    this.element = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    this.element.dataset.user = phone.id;
    this.element.dataset.hue = place % 6;
    // One of them is an old, narrow phone: what fits there fits everywhere.
    this.element.classList.toggle("narrow", place === 0);
    this.listen();
  }

  $(selector) { return this.element.querySelector(selector); }

  act = (path, body = {}) => {
    const reply = path === "press" ? {} : { reply_to: this.replyTo };
    if (path !== "press") this.quote(null);
    return this.post(path, { user: this.user, ...reply, ...body }).catch(() => this.tell(this.words.failed, false));
  };

  listen() {
    const field = this.$("textarea");
    this.$(".composer").addEventListener("submit", (event) => {
      event.preventDefault();
      const text = field.value.trim();
      if (!text) return;
      field.value = "";
      this.fit();
      this.act("send", { text });
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.$(".composer").requestSubmit();
    });
    field.addEventListener("input", () => this.fit());
    this.$(".start").addEventListener("click", () => this.act("start"));
    this.$(".block").addEventListener("click", () => this.act("block", { blocked: !this.phone.blocked }));
    this.$(".unblock").addEventListener("click", () => this.act("block", { blocked: false }));
    this.$(".language").addEventListener("change", (event) => this.act("language", { code: event.target.value }));
    this.$(".cancel").addEventListener("click", () => this.quote(null));
    this.$(".commands").addEventListener("click", () => this.openSheet("commands"));
    this.$(".attach").addEventListener("click", () => this.openSheet("attach"));
    this.$(".alert button").addEventListener("click", () => { this.$(".alert").hidden = true; field.focus(); });
    this.$(".jump").addEventListener("click", () => this.toEnd());
    const list = this.$(".messages");
    list.addEventListener("scroll", () => {
      // Only a hand scrolls away from the newest message; a smooth scroll on its way there does not.
      if (list.scrollTop >= this.restAt - 4) this.pinned = true;
      else if (this.byHand) this.pinned = false;
      if (this.atEnd()) this.$(".jump").hidden = true;
    });
    const byHand = () => { this.byHand = true; };
    list.addEventListener("wheel", byHand, { passive: true });
    list.addEventListener("touchmove", byHand, { passive: true });
    // The scroll bar and the keys that scroll; not a press on a button in the chat.
    list.addEventListener("pointerdown", (event) => { if (event.target === list) byHand(); });
    list.addEventListener("keydown", (event) => { if (/^(Arrow|Page|Home|End)/.test(event.key)) byHand(); });
    // A picture takes its room only when it has come (load events do not bubble, but can be captured).
    list.addEventListener("load", () => { if (this.pinned) this.scroll("instant"); }, true);
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.closeSheet();
      this.quote(null);
      this.$(".alert").hidden = true;
    });
    this.element.addEventListener("click", (event) => {
      if (!event.target.closest(".sheet, .commands, .attach")) this.closeSheet();
    });
  }

  // The whole phone anew: at the start, and after the connection was away.
  load(phone) {
    this.messages = new Map(phone.messages.map((message) => [message.id, message]));
    this.update(phone);
    this.draw();
  }

  draw() {
    this.rows.clear();
    this.$(".messages").replaceChildren();
    for (const message of this.messages.values()) this.append(message);
    this.showEmpty();
    this.scroll("instant");
  }

  put(id, message) {
    const before = this.messages.get(id);
    this.$(".empty")?.remove();
    if (message === null) {
      this.messages.delete(id);
      this.rows.get(id)?.remove();
      this.rows.delete(id);
      this.tidyDays();
      return;
    }
    const stay = !this.pinned && !message.mine;
    this.messages.set(id, message);
    if (before) {
      const row = this.row(message);
      this.rows.get(id).replaceWith(row);
      this.rows.set(id, row);
      row.classList.add("flash");
    } else {
      this.append(message);
      this.rows.get(id).classList.add("new");
    }
    if (stay) this.$(".jump").hidden = before !== undefined && this.$(".jump").hidden;
    else this.scroll();
  }

  row(message) {
    return bubbleOf(message, this.phone, {
      words: this.words,
      find: (id) => this.messages.get(id),
      act: this.act,
      onReply: (replied) => this.quote(replied),
      onJump: (id) => this.rows.get(id)?.scrollIntoView({ block: "center", behavior: "smooth" }),
    });
  }

  append(message) {
    const list = this.$(".messages");
    const day = dayOf(message.date);
    if ([...list.querySelectorAll(".day")].at(-1)?.dataset.day !== day) {
      const chip = make("div", "day", make("span", "", dateOf(message.date, this.phone.language)));
      chip.dataset.day = day;
      list.append(chip);
    }
    const row = this.row(message);
    this.rows.set(message.id, row);
    list.append(row);
    const typing = list.querySelector(".typing");
    if (typing) list.append(typing);
  }

  tidyDays() {
    for (const chip of this.element.querySelectorAll(".day")) {
      if (!chip.nextElementSibling?.matches(".row")) chip.remove();
    }
  }

  update(phone) {
    const before = this.phone;
    this.phone = phone;
    this.words = wordsOf(phone.language);
    if (phone.language !== before?.language || phone.bot !== before?.bot) this.speak();
    if (before && phone.language !== before.language && this.rows.size) this.draw();
    this.$("h2").textContent = phone.name;
    this.$(".owner p").textContent = phone.caption;
    this.$(".avatar").textContent = initials(phone.name);
    this.$(".bot strong").textContent = phone.bot;
    this.$(".block").setAttribute("aria-pressed", phone.blocked);
    this.$(".composer").hidden = !phone.started || phone.blocked;
    this.$(".start").hidden = phone.started || phone.blocked;
    this.$(".unblock").hidden = !phone.blocked;
    this.element.classList.toggle("is-blocked", phone.blocked);
    this.showTyping(phone.typing);
    this.showEmpty();
    this.showGroups();
    if (phone.toasts > this.toasts) this.tell(phone.toast.text, phone.toast.alert);
    this.toasts = phone.toasts;
  }

  // The phone's own words, after its language changed.
  speak() {
    const { words, phone } = this;
    const device = this.$(".device");
    device.lang = phone.language;
    device.dir = phone.language === "ar" ? "rtl" : "ltr";
    const select = this.$(".language");
    if (phone.language && ![...select.options].some((option) => option.value === phone.language)) {
      select.append(new Option(phone.language, phone.language));
    }
    select.value = phone.language;
    this.element.setAttribute("aria-label", `${words.phone} ${phone.name}`);
    this.$("textarea").placeholder = words.message;
    const labels = {
      textarea: "message", ".send": "send", ".attach": "attach", ".commands": "commands", ".cancel": "cancel",
      ".block": "block", ".language": "language", ".jump": "jump", ".messages": "chat",
    };
    for (const [selector, word] of Object.entries(labels)) {
      this.$(selector).setAttribute("aria-label", words[word]);
      if (selector !== ".messages") this.$(selector).title = words[word];
    }
    this.$(".start").textContent = words.start;
    this.$(".unblock").textContent = words.unblock;
  }

  showEmpty() {
    this.$(".empty")?.remove();
    if (this.messages.size) return;
    const text = make("p", "", this.phone.description || this.words.empty);
    text.dir = "auto";
    this.$(".messages").append(make("div", "empty", make("span", "bot-avatar", icon("ring")), text));
  }

  // The groups this phone is in, in a plain way: the last lines under a title that folds.
  showGroups() {
    const groups = this.phone.groups.filter((group) => group.messages.length);
    const now = JSON.stringify(groups);
    if (now === this.groups) return;
    const unfold = this.groups !== undefined; // something new was said
    this.groups = now;
    this.$(".groups").replaceChildren(...groups.map((group) => {
      const lines = group.messages.map((message) => {
        const text = make("p", "", `${message.by}: ${message.text}`);
        text.dir = "auto";
        return make("div", "", text, ...(message.keyboard.length ? [keyboardOf(message, this.act)] : []));
      });
      const title = make("summary", "", `💬 ${group.title}`);
      const fold = make("details", "", title, ...lines);
      fold.open = unfold;
      return fold;
    }));
    this.$(".groups").scrollTop = this.$(".groups").scrollHeight;
  }

  showTyping(typing) {
    clearTimeout(this.typingTimer);
    const status = this.$(".status");
    status.textContent = this.phone.blocked ? this.words.blocked : typing ? this.words.typing : this.words.bot;
    this.$(".typing")?.remove();
    if (!typing) return;
    const dots = make("div", "row theirs typing", make("div", "bubble", make("i"), make("i"), make("i")));
    dots.setAttribute("aria-hidden", "true");
    this.$(".messages").append(dots);
    if (this.pinned && this.atEnd()) this.scroll();
    this.typingTimer = setTimeout(() => this.showTyping(false), 5000);
  }

  openSheet(kind) {
    const sheet = this.$(".sheet");
    if (sheet.dataset.kind === kind) return this.closeSheet();
    this.closeSheet();
    const items = kind === "commands" ? this.commandItems() : this.attachItems();
    sheet.replaceChildren(...items);
    sheet.dataset.kind = kind;
    sheet.hidden = false;
    this.$(`.${kind}`).setAttribute("aria-expanded", "true");
    sheet.querySelector("button")?.focus({ preventScroll: true });
  }

  closeSheet() {
    const sheet = this.$(".sheet");
    sheet.hidden = true;
    delete sheet.dataset.kind;
    for (const name of [".commands", ".attach"]) this.$(name).setAttribute("aria-expanded", "false");
  }

  item(children, onClick, name = "") {
    const item = make("button", `item ${name}`.trim(), ...children);
    item.type = "button";
    item.addEventListener("click", () => { this.closeSheet(); onClick(); this.$("textarea").focus({ preventScroll: true }); });
    return item;
  }

  commandItems() {
    if (!this.phone.commands.length) return [make("p", "", this.words.nothing)];
    return this.phone.commands.map(({ command, description }) => {
      const name = make("bdi", "name", `/${command}`);
      const line = make("span", "", description);
      line.dir = "auto";
      return this.item([name, line], () => this.act("send", { text: `/${command}` }));
    });
  }

  attachItems() {
    return ["voice", "photo", "location"].map((kind) =>
      this.item([icon(kind), make("span", "", this.words[kind])], () => this.act(kind), kind));
  }

  quote(message) {
    this.replyTo = message?.id ?? null;
    this.$(".replying").hidden = !message;
    if (!message) return;
    this.$(".replied").textContent = inShort(message, this.words);
    this.$("textarea").focus();
  }

  tell(text, alert) {
    if (alert) {
      this.$(".alert p").textContent = text;
      this.$(".alert").hidden = false;
      this.$(".alert button").focus({ preventScroll: true });
      return;
    }
    const toast = this.$(".toast");
    clearTimeout(this.toastTimer);
    toast.textContent = text;
    toast.hidden = false;
    this.toastTimer = setTimeout(() => { toast.hidden = true; }, 3500);
  }

  fit() {
    const field = this.$("textarea");
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 120)}px`;
  }

  atEnd() {
    const list = this.$(".messages");
    return list.scrollHeight - list.scrollTop - list.clientHeight < 140;
  }

  // To the newest message; to the top of it where it is longer than the screen.
  scroll(behavior = "smooth") {
    const list = this.$(".messages");
    const newest = [...list.querySelectorAll(".row")].at(-1);
    const end = list.scrollHeight - list.clientHeight;
    const top = newest ? newest.getBoundingClientRect().top - list.getBoundingClientRect().top + list.scrollTop - 8 : end;
    this.$(".jump").hidden = true;
    this.pinned = true;
    this.byHand = false;
    this.restAt = Math.max(0, Math.min(end, top));
    list.scrollTo({ top: this.restAt, behavior: calm.matches ? "instant" : behavior });
  }

  toEnd() {
    const list = this.$(".messages");
    this.$(".jump").hidden = true;
    list.scrollTo({ top: list.scrollHeight, behavior: calm.matches ? "instant" : "smooth" });
  }
}
