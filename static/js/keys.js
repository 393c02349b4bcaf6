// Keys for those whose hands stay on the keyboard. Each is shown beside what it does, and all can be
// switched off at the foot of the page, as a single letter may be what somebody dictates.
//
// data-key="l"     on a link, a button or a field: the key follows, presses or goes to it
// data-key-list    on a list or table body: j and k go through its items, Enter opens the link of one
// data-save        on a form: Ctrl+Enter in it presses its first button

const OFF = "keys-off";
const writes = (element) => element.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

const on = () => !localStorage.getItem(OFF);

function shown() {
    document.documentElement.classList.toggle("keys", on());
    for (const button of document.querySelectorAll("[data-keys-switch]")) {
        button.textContent = on() ? button.dataset.on : button.dataset.off;
        button.dataset.state = on() ? "on" : "off";
    }
}

function sign() {
    for (const element of document.querySelectorAll("[data-key]:not([aria-keyshortcuts])")) {
        const key = document.createElement("kbd");
        key.className = "key";
        key.textContent = element.dataset.key;
        key.setAttribute("aria-hidden", "true");
        element.setAttribute("aria-keyshortcuts", element.dataset.key);
        const label = element.labels?.[0] ?? element;
        label.append(key);
    }
}
sign();
// A page that has fetched itself anew says so.
document.addEventListener("page:changed", sign);

for (const button of document.querySelectorAll("[data-keys-switch]")) {
    button.addEventListener("click", () => {
        if (on()) localStorage.setItem(OFF, "yes");
        else localStorage.removeItem(OFF);
        shown();
    });
}
shown();

function items() {
    return [...document.querySelectorAll("[data-key-list] > *")].filter((each) => each.querySelector("a, input, button, summary"));
}

function step(by) {
    const all = items();
    const at = all.findIndex((each) => each.contains(document.activeElement));
    const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
    next?.querySelector("[data-key-item]")?.focus() ?? next?.querySelector("a, input:not([type=hidden]), button, summary")?.focus();
    next?.scrollIntoView({ block: "nearest" });
}

function follow(element) {
    if (element.matches("input:not([type=checkbox], [type=radio], [type=submit]), textarea, select")) element.focus();
    else element.click();
}

document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        const form = event.target.closest("form[data-save]");
        if (form) {
            event.preventDefault();
            form.requestSubmit(form.querySelector("[type=submit]"));
        }
        return;
    }
    if (!on() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (writes(event.target)) {
        // Out of a field, so that the keys can be used.
        if (event.key === "Escape") event.target.blur();
        return;
    }
    if (event.key === "j" || event.key === "k") {
        if (items().length) {
            event.preventDefault();
            step(event.key === "j" ? 1 : -1);
        }
        return;
    }
    const wanted = [...document.querySelectorAll("[data-key]")].find(
        (each) => each.dataset.key === event.key && each.checkVisibility(),
    );
    if (wanted) {
        event.preventDefault();
        follow(wanted);
    }
});
