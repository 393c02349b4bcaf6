// What could be said more plainly, and what others must not see, right under the field one writes in.
// Only a convenience: without this file the same is said once the text is saved.
//
// data-advice="address" data-advice-for="id": where the field of that id gets its advice; the words of
//     the advice stand in it. Alt+Enter takes the suggestion, Alt+Shift+Enter keeps one's own words.
// data-advice-after="id": what is said without this file, of the same field

const WAIT_MS = 600;
const AROUND = 28;
const LONGEST = 70;

// What is known of each field that somebody has come to.
const known = new WeakMap();

const panelOf = (field) => field.id && document.querySelector(`[data-advice-for="${CSS.escape(field.id)}"]`);
const fieldOf = (panel) => document.getElementById(panel.dataset.adviceFor);

function stateOf(field) {
    if (!known.has(field)) known.set(field, { value: "", reads: "", found: [], kept: new Set(), said: "" });
    return known.get(field);
}

const sign = (one) => `${one.kind} ${one.text.toLowerCase()}`;

function open(field) {
    const { found, kept } = stateOf(field);
    return found.filter((one) => !kept.has(sign(one)));
}

async function ask(field) {
    // A page that fetched itself anew has other fields.
    if (!field.isConnected) return;
    const state = stateOf(field);
    const panel = panelOf(field);
    const text = (state.value = field.value);
    state.asking?.abort();
    state.asking = new AbortController();
    const body = new URLSearchParams({ csrf_token: field.form.elements.csrf_token.value, text });
    try {
        const answer = text.trim() ? await fetch(panel.dataset.advice, { method: "POST", body, signal: state.asking.signal }) : null;
        const { reads = "", says = "", findings = [] } = answer ? await answer.json() : {};
        if (field.value !== text) return;
        Object.assign(state, { reads: reads || says, found: findings });
        show(field);
    } catch {
        // Typed on meanwhile, no connection, or signed out: there is advice again when there is.
    }
}

// What was found moves along with what is typed before it, and is forgotten where it is written over.
function follow(field) {
    const state = stateOf(field);
    const was = state.value;
    const now = (state.value = field.value);
    const shorter = Math.min(was.length, now.length);
    let before = 0;
    while (before < shorter && was[before] === now[before]) before += 1;
    let after = 0;
    while (after < shorter - before && was.at(-1 - after) === now.at(-1 - after)) after += 1;
    const by = now.length - was.length;
    state.found = state.found
        .filter((one) => one.end <= before || one.start >= was.length - after)
        .map((one) => (one.end <= before ? one : { ...one, start: one.start + by, end: one.end + by }));
    show(field);
    clearTimeout(state.timer);
    state.timer = setTimeout(ask, WAIT_MS, field);
}

// The first words of a text, when it is longer than that.
function shortened(text, most) {
    if (text.length <= most) return text;
    const cut = text.lastIndexOf(" ", most);
    return `${text.slice(0, cut < 0 ? most : cut)} …`;
}

// The words, and a little of what stands around them; what is long stands alone.
function quoted(field, one) {
    if (one.text.length > LONGEST) return ["", shortened(one.text, LONGEST), ""];
    const text = field.value;
    const line = text.lastIndexOf("\n", one.start - 1) + 1;
    const begin = Math.max(line, one.start > AROUND ? text.lastIndexOf(" ", one.start - AROUND) + 1 : 0);
    const rest = text.slice(one.end).split("\n")[0];
    return [(begin > line ? "… " : "") + text.slice(begin, one.start), one.text, shortened(rest, AROUND)];
}

function show(field) {
    const panel = panelOf(field);
    if (!panel) return;
    const part = (name) => panel.querySelector(`[data-advice-${name}]`);
    const { reads, said } = stateOf(field);
    const all = open(field);
    const one = all[0];
    part("reads").textContent = reads;
    part("one").hidden = !one;
    panel.hidden = !one && !reads;
    const after = document.querySelector(`[data-advice-after="${CSS.escape(field.id)}"]`);
    if (after) after.hidden = true;
    const told = one ? `${one.says} ${one.text}` : "";
    if (one) {
        part("says").textContent = one.says;
        const [before, words, rest] = quoted(field, one);
        part("before").textContent = before;
        part("words").textContent = words;
        part("rest").textContent = rest;
        offer(panel, one);
        const more = part("more");
        more.textContent = all.length > 1 ? more.dataset.many.replace("#", all.length - 1) : "";
    }
    // Said once, and to who is there.
    if (told !== said) {
        stateOf(field).said = told;
        const status = part("said");
        const instead = one?.instead.length ? ` ${part("take").dataset.words.replace("#", one.instead[0])}` : "";
        status.textContent = one ? `${told}.${instead}` : status.dataset.done;
    }
}

// A button for each thing that can stand there, or one that goes to where it is.
function offer(panel, one) {
    const [first, ...others] = panel.querySelectorAll("[data-advice-take]");
    others.forEach((each) => each.remove());
    const label = (button, words) => (button.firstElementChild.textContent = words);
    label(first, one.instead.length ? first.dataset.words.replace("#", one.instead[0]) : first.dataset.find);
    first.value = one.instead[0] ?? "";
    for (const words of one.instead.slice(1).reverse()) {
        const button = first.cloneNode(true);
        button.querySelector("kbd").remove();
        button.removeAttribute("aria-keyshortcuts");
        label(button, first.dataset.words.replace("#", words));
        button.value = words;
        first.after(button);
    }
}

function take(field, words) {
    const [one] = open(field);
    if (!one) return;
    const { selectionStart, selectionEnd, scrollTop } = field;
    field.focus({ preventScroll: true });
    field.setSelectionRange(one.start, one.end);
    if (!words) return;
    // The one way of writing that the browser's own undo takes back.
    if (!document.execCommand("insertText", false, words)) {
        field.setRangeText(words);
        field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    // Whoever was writing goes on where they were.
    const moved = (at) => (at >= one.end ? at + words.length - one.text.length : Math.min(at, one.start + words.length));
    field.setSelectionRange(moved(selectionStart), moved(selectionEnd));
    field.scrollTop = scrollTop;
}

function keep(field) {
    const [one] = open(field);
    if (!one) return;
    stateOf(field).kept.add(sign(one));
    show(field);
    // What may have been meant is found for a few words at a time.
    ask(field);
}

document.addEventListener("input", (event) => panelOf(event.target) && follow(event.target));

// A text that was there already is read when somebody comes to it.
document.addEventListener("focusin", (event) => {
    if (panelOf(event.target) && stateOf(event.target).value !== event.target.value) ask(event.target);
});

document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const field = event.target;
    if (!panelOf(field)) return;
    event.preventDefault();
    const [one] = open(field);
    if (one && event.shiftKey) keep(field);
    else if (one) take(field, one.instead[0]);
});

const PRESSED = "[data-advice-take], [data-advice-keep]";

// The field keeps the focus, and a telephone its keyboard.
document.addEventListener("mousedown", (event) => event.target.closest(PRESSED) && event.preventDefault());

document.addEventListener("click", (event) => {
    const button = event.target.closest(PRESSED);
    if (!button) return;
    const field = fieldOf(button.closest("[data-advice]"));
    const held = document.activeElement === button;
    if (button.matches("[data-advice-keep]")) keep(field);
    else take(field, button.value);
    // By the keyboard one goes on among the buttons, while there are any.
    if (held && button.checkVisibility()) button.focus();
    else if (!button.checkVisibility()) field.focus();
});
