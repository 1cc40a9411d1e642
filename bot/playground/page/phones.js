// The page: phones from the server's state, kept up to date by its events.
import { clockFace, setUpClock } from "./clock.js";
import { PhoneView } from "./phone.js";

const views = new Map();
const container = document.getElementById("phones");
const offline = document.getElementById("offline");
let loading = Promise.resolve();

async function post(path, body) {
  const answer = await fetch(`/play/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
}

async function load() {
  const state = await (await fetch("/play/state")).json();
  clockFace(state);
  const wanted = new Set(state.phones.map((phone) => phone.id));
  for (const [id, view] of views) {
    if (!wanted.has(id)) {
      view.element.remove();
      views.delete(id);
    }
  }
  state.phones.forEach((phone, place) => {
    if (!views.has(phone.id)) {
      const view = new PhoneView(phone, place, post);
      views.set(phone.id, view);
      container.append(view.element);
    }
    views.get(phone.id).load(phone);
  });
}

function listen() {
  const events = new EventSource("/play/events");
  events.addEventListener("open", () => {
    offline.hidden = true;
    loading = load().catch(() => {});
  });
  events.addEventListener("error", () => { offline.hidden = false; });
  events.addEventListener("clock", (event) => clockFace(JSON.parse(event.data)));
  events.addEventListener("change", async (event) => {
    // After the state it belongs to, or the state would undo it.
    await loading;
    const { user, phone, id, message } = JSON.parse(event.data);
    const view = views.get(user);
    if (!view) return void (loading = load().catch(() => {}));
    if (id !== undefined) view.put(id, message);
    view.update(phone);
  });
}

setUpClock(post);
listen();
