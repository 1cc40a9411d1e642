// One message as a bubble. Everything a person or the bot wrote becomes a text node, never markup.
import { timeOf } from "./words.js";

export function make(tag, className = "", ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

function wrap(entity, words, act) {
  if (TAGS[entity.type]) return make(TAGS[entity.type]);
  if (entity.type === "url" || entity.type === "text_link") {
    const url = entity.url ?? words;
    if (!/^https?:\/\//i.test(url)) return make("span");
    const link = make("a");
    Object.assign(link, { href: url, target: "_blank", rel: "noopener noreferrer" });
    return link;
  }
  if (entity.type === "bot_command") {
    const command = make("button", "command");
    command.type = "button";
    command.addEventListener("click", () => act("send", { text: words }));
    return command;
  }
  if (entity.type === "spoiler") {
    const spoiler = make("button", "spoiler");
    spoiler.type = "button";
    spoiler.addEventListener("click", () => spoiler.classList.add("open"));
    return spoiler;
  }
  return make("span", entity.type);
}

// The direction a text begins in. Names stand in isolates and do not count; dir="auto" would let them.
function directionOf(text) {
  const own = text.replace(/[\u2066-\u2068][^\u2069]*\u2069/g, "");
  const letter = (own.match(/\p{L}/u) ?? text.match(/\p{L}/u))?.[0] ?? "";
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/.test(letter) ? "rtl" : "ltr";
}

// Entities come sorted, the outer before the inner; offsets count UTF-16 units, as JavaScript does.
function fill(parent, text, from, to, entities, act) {
  let at = from;
  for (let next = 0; next < entities.length; ) {
    const entity = entities[next++];
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at) continue;
    parent.append(text.slice(at, entity.offset));
    const inside = [];
    while (next < entities.length && entities[next].offset < end) inside.push(entities[next++]);
    const element = wrap(entity, text.slice(entity.offset, end), act);
    fill(element, text, entity.offset, end, inside, act);
    parent.append(element);
    at = end;
    // A block ends its own line already.
    if (/^(PRE|BLOCKQUOTE)$/.test(element.tagName) && text[at] === "\n") at += 1;
  }
  parent.append(text.slice(at, to));
  return parent;
}

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
const size = (bytes) => (bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(bytes < 10240 ? 1 : 0)} kB`);
const place = (media) => `${media.latitude.toFixed(4)}, ${media.longitude.toFixed(4)}`;

function picture(fileId, alt, width, height) {
  const image = make("img", "picture");
  image.alt = alt;
  if (width && height) [image.width, image.height] = [width, height];
  image.addEventListener("error", () => image.replaceWith(make("div", "picture missing", icon("photo"))));
  image.src = `/play/file/${encodeURIComponent(fileId)}`;
  return image;
}

function card(symbol, title, line) {
  const head = make("bdi", "", title);
  const sub = make("small", "", line);
  return make("div", "card", make("span", "round", icon(symbol)), make("div", "lines", head, sub));
}

function waveform(id) {
  const bars = make("span", "wave");
  for (let bar = 0; bar < 26; bar += 1) {
    // Not the sound, which nobody recorded: heights that are always the same for this message.
    const height = 22 + ((bar * 37 + id * 61 + bar * bar * 7) % 74);
    const line = make("i");
    line.style.setProperty("--height", `${height}%`);
    bars.append(line);
  }
  return bars;
}

function mediaOf(message, words) {
  const { kind, media } = message;
  if (kind === "photo") return picture(media.file_id, words.photo, media.width, media.height);
  if (kind === "voice") {
    const lines = make("div", "lines", waveform(message.id), make("small", "", clock(media.duration)));
    const voice = make("div", "card voice", make("span", "round", icon("play")), lines);
    voice.setAttribute("role", "img");
    voice.setAttribute("aria-label", `${words.voice}, ${clock(media.duration)}`);
    return voice;
  }
  if (kind === "location") {
    const map = make("div", "map", make("span", "pin", icon("location")));
    map.setAttribute("role", "img");
    map.setAttribute("aria-label", words.location);
    return make("div", "place", map, make("small", "", `${words.location} · ${place(media)}`));
  }
  if (kind === "contact") {
    const name = [media.first_name, media.last_name].filter(Boolean).join(" ");
    const contact = card("document", name, media.phone_number);
    contact.querySelector(".round").replaceChildren([...name][0] ?? "?");
    return contact;
  }
  if (kind === "document") {
    const file = card("document", media.file_name ?? words.document, size(media.file_size ?? 0));
    if (!/^image\/(png|jpeg|gif|webp)$/.test(media.mime_type ?? "")) return file;
    return make("div", "drawn", picture(media.file_id, media.file_name ?? words.document), file);
  }
  return null;
}

// What a message is in one line, for the quote above a reply.
export function inShort(message, words) {
  return message.text || words[message.kind] || "";
}

function quoteOf(replied, phone, words, onJump) {
  const author = replied.mine ? words.you : phone.bot;
  const line = make("span", "", inShort(replied, words));
  line.dir = "auto";
  const quote = make("button", "quote", make("b", "", author), line);
  quote.type = "button";
  quote.addEventListener("click", () => onJump(replied.id));
  return quote;
}

const FOLLOWED = /^https:\/\/t\.me\/\w+\?start(group)?=/;

export function keyboardOf(message, act) {
  const keyboard = make("div", "keyboard");
  for (const row of message.keyboard) {
    const keys = make("div", "keys");
    for (const button of row) {
      const label = make("span", "", button.text);
      label.dir = "auto";
      if (FOLLOWED.test(button.url ?? "")) {
        // A link to the bot itself: Telegram would open the chat, and Start in it.
        const key = make("button", "key", label);
        key.type = "button";
        key.addEventListener("click", () => act("follow", { link: button.url }));
        keys.append(key);
        continue;
      }
      if (button.url) {
        const link = make("a", "key", label, icon("link"));
        Object.assign(link, { href: button.url, target: "_blank", rel: "noopener noreferrer" });
        if (!/^https?:\/\//i.test(button.url)) link.removeAttribute("href");
        keys.append(link);
        continue;
      }
      const key = make("button", "key", label);
      key.type = "button";
      key.dataset.data = button.data ?? "";
      key.addEventListener("click", () => {
        key.classList.add("busy");
        setTimeout(() => key.classList.remove("busy"), 1500);
        act("press", { message: message.id, data: button.data ?? button.text });
      });
      keys.append(key);
    }
    keyboard.append(keys);
  }
  return keyboard;
}

// `phone` is what the server tells of it; `find` looks a message up by id.
export function bubbleOf(message, phone, { words, find, act, onReply, onJump }) {
  const bubble = make("div", `bubble is-${message.kind}`);
  if (message.forwarded_from) {
    bubble.append(make("div", "forwarded", `${words.forwarded} `, make("bdi", "", message.forwarded_from)));
  }
  const replied = message.reply_to && find(message.reply_to);
  if (replied) bubble.append(quoteOf(replied, phone, words, onJump));
  const media = mediaOf(message, words);
  if (media) bubble.append(media);
  const meta = make("span", "meta", message.edited ? `${words.edited} ` : "", timeOf(message.date));
  if (message.text) {
    const text = fill(make("span", "text"), message.text, 0, message.text.length, message.entities, act);
    // The time floats beside the last line, where there is room.
    const body = make("div", "body", text, meta);
    body.dir = directionOf(message.text);
    bubble.append(body);
  } else {
    bubble.append(meta);
  }
  const reply = make("button", "icon reply", icon("reply"));
  reply.type = "button";
  reply.setAttribute("aria-label", words.reply);
  reply.addEventListener("click", () => onReply(message));
  const stack = make("div", "stack", bubble);
  if (message.keyboard.length) stack.append(keyboardOf(message, act));
  const row = make("div", `row ${message.mine ? "mine" : "theirs"}`, stack, reply);
  row.dataset.message = message.id;
  return row;
}
