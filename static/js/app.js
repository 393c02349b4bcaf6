// Only conveniences: every page works without this file.

// A form that was not accepted is read from what is wrong with it.
document.getElementById("error-summary")?.focus();

// A second press of the same button sends nothing twice.
document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) {
        event.preventDefault();
        return;
    }
    form.dataset.sent = "yes";
    // Somebody who comes back by the browser's own button may send again.
    addEventListener("pageshow", () => delete form.dataset.sent, { once: true });
});

// What a page came with, a screen reader does not say of itself; what comes into it, it does.
const told = [...document.querySelectorAll("main .alert[role=status]")];
setTimeout(() => {
    for (const each of told) {
        if (!each.contains(document.activeElement)) each.replaceChildren(...each.childNodes);
    }
}, 400);
