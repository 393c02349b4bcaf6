// Only conveniences: every page works without this file.

// While a round's reports are being written, the page says how far it has come, by itself.
const EVERY_MS = 1500;

async function followTheWriting() {
    const shown = document.querySelector("[data-follows]");
    if (!shown) return;
    try {
        const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const now = page.querySelector("[data-follows]");
        if (!now) {
            location.reload();
            return;
        }
        if (now.innerHTML !== shown.innerHTML) shown.replaceChildren(...now.childNodes);
    } catch {
        // No connection for a moment: the next try may have one.
    }
    setTimeout(followTheWriting, EVERY_MS);
}

if (document.querySelector("[data-follows]")) setTimeout(followTheWriting, EVERY_MS);

// All the reports on the page at once.
for (const all of document.querySelectorAll("[data-ticks-all]")) {
    const boxes = () => document.querySelectorAll(`input[name="${all.dataset.ticksAll}"]`);
    all.addEventListener("change", () => boxes().forEach((box) => (box.checked = all.checked)));
}
