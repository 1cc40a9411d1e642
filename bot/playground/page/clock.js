// The buurt's clock: it stands where the server says, and moves when asked.
import { dateOf, timeOf } from "./words.js";

const byId = (id) => document.getElementById(id);

export function clockFace({ now, moving, can_move: canMove }) {
  byId("time").textContent = timeOf(now);
  byId("time").dateTime = now;
  byId("date").textContent = dateOf(now, "nl", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  byId("steps").hidden = !canMove;
  byId("spinner").hidden = !moving;
  for (const button of byId("steps").querySelectorAll("button")) button.disabled = moving;
  document.body.classList.toggle("moving", moving);
}

export function setUpClock(post) {
  byId("steps").addEventListener("click", (event) => {
    const step = event.target.closest("button")?.dataset.step;
    if (step) post("clock", { step }).catch(() => {});
  });
}
