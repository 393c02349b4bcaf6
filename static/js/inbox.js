// The inbox by keyboard, and templates without leaving the page. Both work without this file too.
//
// x            marks the answer one is at (j and k go through them, keys.js)
// data-begin-with="id" on a list of templates: its button puts the text into that field

const marking = document.querySelector("[data-marking]");

function counted() {
    const told = marking.querySelector("[data-marked]");
    if (!told) return;
    const n = marking.querySelectorAll("[data-mark]:checked").length;
    told.textContent = n === 0 ? told.dataset.none : n === 1 ? told.dataset.one : told.dataset.many.replace("#", n);
    told.closest(".marked").classList.toggle("marked--some", n > 0);
}

if (marking) {
    marking.addEventListener("change", counted);
    // A browser that comes back to the page brings the marks along.
    addEventListener("pageshow", counted);
    document.addEventListener("keydown", (event) => {
        const on = document.documentElement.classList.contains("keys");
        if (event.key !== "x" || !on || event.ctrlKey || event.metaKey || event.altKey) return;
        const box = event.target.closest("[data-key-list] > *")?.querySelector("[data-mark]");
        if (!box) return;
        event.preventDefault();
        box.click();
        // The bar that the first mark brings along may stand before it.
        event.target.scrollIntoView({ block: "nearest" });
    });
}

for (const list of document.querySelectorAll("[data-begin-with]")) {
    const field = document.getElementById(list.dataset.beginWith);
    const button = list.form.querySelector('[name="help"][value="template"]');
    button.addEventListener("click", (event) => {
        event.preventDefault();
        const text = list.selectedOptions[0]?.dataset.text;
        if (text) {
            field.value = [field.value, text].filter(Boolean).join("\n\n");
            field.dispatchEvent(new Event("input", { bubbles: true }));
        }
        // The first gap is what is to be written first.
        const gap = /\[[^\[\]]+\]/.exec(field.value);
        field.focus();
        if (gap) field.setSelectionRange(gap.index, gap.index + gap[0].length);
    });
}
