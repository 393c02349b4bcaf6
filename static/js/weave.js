// Weaving without waiting: what is marked leaves the list at once, and the page goes on below.
// Only a convenience: every button sends its form by itself where this file does not run.

const main = document.getElementById("main-content");
const form = () => main.querySelector("[data-weave]");
const all = () => [...main.querySelectorAll("[data-key-list] > *")];
const mark = (item) => item.querySelector("[data-key-item]");
const marked = () => all().filter((item) => mark(item).checked);

// The one at hand: where the focus is, or was last.
let hand = null;
function takeUp(item) {
    hand?.classList.remove("heard--at-hand");
    hand = item;
    hand?.classList.add("heard--at-hand");
}
main.addEventListener("focusin", (event) => {
    const item = event.target.closest("[data-key-list] > *");
    if (item) takeUp(item);
});

// An address that names one comes back to it: there goes the work on.
const named = document.getElementById(location.hash.slice(1))?.closest("[data-key-list] > *");
if (named) goTo(named);

// What was done, said to those who do not see the notice at the top.
const said = document.createElement("p");
said.className = "sr-only";
said.setAttribute("role", "status");
main.after(said);

function goTo(item) {
    const box = item && mark(item);
    if (!box) return;
    box.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
}

function after(gone) {
    const list = all().filter((item) => !item.hidden);
    const last = list.indexOf(gone.at(-1));
    const rest = list.filter((item) => !gone.includes(item));
    return list.slice(last + 1).find((item) => rest.includes(item)) ?? rest.at(-1);
}

// One at a time, in order; what is pressed meanwhile waits its turn.
let queue = Promise.resolve();

async function post(address, body) {
    const answer = await fetch(address, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("main-content");
    if (!fresh?.querySelector("[data-weave]")) {
        // Signed out, or worse: the page itself says so.
        location.reload();
        return;
    }
    replace(fresh, answer.ok);
}

function replace(fresh, well) {
    const focused = document.activeElement?.id;
    const kept = new Set(marked().map((item) => item.id));
    const hidden = new Set(all().filter((item) => item.hidden).map((item) => item.id));
    const top = scrollY;
    main.replaceChildren(...fresh.childNodes);
    takeUp(null);
    for (const item of all()) {
        if (well && kept.has(item.id)) mark(item).checked = true;
        // What waits its turn is not shown meanwhile.
        if (well && pending && hidden.has(item.id)) item.hidden = true;
    }
    document.dispatchEvent(new Event("page:changed"));
    said.textContent = main.querySelector(".alert-text")?.textContent ?? "";
    const summary = document.getElementById("error-summary");
    if (summary) {
        summary.focus();
        return;
    }
    scrollTo(0, top);
    const item = document.getElementById(focused)?.closest("[data-key-list] > *");
    goTo(item ?? all().find((each) => !each.hidden));
}

let pending = 0;

function send(button) {
    const chosen = marked();
    if (!chosen.length && hand && !hand.hidden && main.contains(hand)) {
        mark(hand).checked = true;
        chosen.push(hand);
    }
    const body = new FormData(form(), button);
    const address = button.getAttribute("formaction") ?? form().action;
    const following = after(chosen);
    for (const item of chosen) {
        item.hidden = true;
        mark(item).checked = false;
    }
    goTo(following);
    pending += 1;
    queue = queue
        .then(() => {
            pending -= 1;
            return post(address, body);
        })
        .catch(() => location.reload());
}

document.addEventListener(
    "submit",
    (event) => {
        if (event.target !== form() || !event.submitter) return;
        event.preventDefault();
        // The other listeners would take it for a page that leaves.
        event.stopPropagation();
        send(event.submitter);
    },
    true,
);

// Opening a box goes to what is done in it; what is at hand is what it is done with.
main.addEventListener("click", (event) => {
    const box = event.target.closest("[data-making] > summary")?.parentElement;
    if (!box) return;
    // At once, so that the next key is typed there already.
    event.preventDefault();
    box.open = !box.open;
    if (!box.open) return;
    if (!marked().length && hand) mark(hand).checked = true;
    for (const other of main.querySelectorAll("[data-making]")) if (other !== box) other.open = false;
    (box.querySelector(".reasons__one") ?? box.querySelector("textarea")).focus();
});

const writes = (element) => element.closest("input:not([type=checkbox], [type=radio]), textarea, select");

document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        const button = event.target.closest("[data-making]")?.querySelector("[data-does]");
        if (button) {
            event.preventDefault();
            button.click();
        }
        return;
    }
    if (event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!document.documentElement.classList.contains("keys") || writes(event.target) || !hand) return;
    event.preventDefault();
    mark(hand).click();
});
