// The page asks without reloading, and keeps the conversation while the tab is open. Everything
// works without this file: the form then loads a page with the answer.
"use strict";

(() => {
  const form = document.getElementById("ask");
  if (!form) return;
  const input = form.elements.namedItem("question");
  const turns = document.getElementById("turns");
  const LAST = { shown: 40, sent: 10 };
  let busy = false;

  // Storage may be switched off; the page then forgets on reload, and works.
  const kept = (() => {
    try { return JSON.parse(sessionStorage.getItem("conversation")) || {}; } catch { return {}; }
  })();
  const conversation = {
    thread: kept.thread || form.elements.namedItem("thread").value,
    turns: Array.isArray(kept.turns) ? kept.turns : [],
  };
  const keep = () => {
    try { sessionStorage.setItem("conversation", JSON.stringify(conversation)); } catch { /* full or off */ }
  };

  const element = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  };

  const dress = (turn) => {
    const copy = turn.querySelector(".copy");
    if (copy) copy.hidden = !navigator.clipboard;
    const print = turn.querySelector(".print");
    if (print) print.hidden = false;
  };

  const place = (markup) => {
    const template = document.createElement("template");
    template.innerHTML = markup; // our own server's, which escapes what people wrote
    return template.content.firstElementChild;
  };

  const calmly = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

  const waitingTurn = (question) => {
    const turn = element("article", "turn", "");
    turn.append(element("h2", "asked-question", question), element("p", "waiting", form.dataset.waiting));
    turn.lastElementChild.setAttribute("role", "status");
    return turn;
  };

  const offline = () => {
    const box = element("div", "problem", "");
    box.setAttribute("role", "alert");
    box.append(element("strong", "", form.dataset.problem), element("p", "message", form.dataset.offline));
    return box;
  };

  // Lines of JSON: what is being done, as long as that takes, and at the end the answer.
  const read = async (response, told) => {
    const reader = response.body.getReader(), decoder = new TextDecoder();
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      text += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const lines = text.split("\n");
      text = lines.pop();
      for (const line of lines) {
        const said = JSON.parse(line);
        if (!said.step) return said;
        told(said.step);
      }
      if (done) throw new Error("the answer broke off");
    }
  };

  const send = async (question, told) => {
    const body = new URLSearchParams({ thread: conversation.thread, question });
    conversation.turns.slice(-LAST.sent).forEach((turn) => body.append("turn", turn.question));
    const response = await fetch("/ask", { method: "POST", body, headers: { "X-Fragment": "steps" } });
    return response.ok ? read(response, told) : { ok: false, markup: await response.text() };
  };

  const ask = async (question, typed) => {
    if (busy || !question.trim()) return;
    busy = true;
    document.body.classList.add("asked");
    const turn = waitingTurn(question);
    turns.setAttribute("aria-busy", "true");
    turns.append(turn);
    turn.scrollIntoView({ block: "start", behavior: calmly() });
    if (typed) { input.value = ""; grow(); }
    let answer = null;
    const told = (step) => { turn.querySelector(".waiting").textContent = step; };
    try { answer = await send(question, told); } catch { /* shown below as unreachable */ }
    const shown = answer && place(answer.markup);
    if (answer && answer.ok && shown) {
      turn.replaceWith(shown);
      dress(shown);
      conversation.turns.push({ question: shown.querySelector("h2").textContent, markup: answer.markup });
      conversation.turns = conversation.turns.slice(-LAST.shown);
      keep();
      shown.scrollIntoView({ block: "start", behavior: calmly() });
    } else {
      turn.querySelector(".waiting").replaceWith(shown && shown.matches(".problem") ? shown : offline());
      turn.scrollIntoView({ block: "start", behavior: calmly() });
      if (!input.value) { input.value = question; grow(); }
    }
    turns.setAttribute("aria-busy", "false");
    busy = false;
    if (typed) input.focus({ preventScroll: true });
  };

  // Browsers that know `field-sizing` grow the box by themselves.
  const grow = () => {
    if (CSS.supports("field-sizing", "content")) return;
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight + 2}px`;
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter;
    const suggested = button && button.name === "suggestion";
    ask(suggested ? button.value : input.value, !suggested);
  });

  input.addEventListener("keydown", (event) => {
    // While an input method composes, Enter chooses a candidate; 229 is how Safari reports it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    form.requestSubmit();
  });
  input.addEventListener("input", grow);

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches(".print")) window.print();
    if (button.matches(".copy")) {
      await navigator.clipboard.writeText(button.dataset.text);
      const before = button.textContent;
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = before; }, 2000);
    }
  });

  document.getElementById("fresh").addEventListener("click", () => {
    try { sessionStorage.removeItem("conversation"); } catch { /* off */ }
  });

  if (turns.firstElementChild) {
    turns.querySelectorAll(".turn").forEach(dress);
    return; // a page with its own answer, asked without this script
  }
  conversation.turns.forEach(({ markup }) => {
    const turn = place(markup);
    if (turn) { turns.append(turn); dress(turn); }
  });
  document.body.classList.toggle("asked", conversation.turns.length > 0);
})();
