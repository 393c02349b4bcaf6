// Only conveniences for the log: it works without this file.

const occasion = document.querySelector("[data-occasion]");
const line = document.querySelector("[data-occasion-line]");

// The line that names the occasion follows what is chosen below it.
function name() {
    line.textContent = occasion.selectedOptions[0].textContent;
}

const written = (field) => (field.type === "checkbox" ? field.checked : field.tagName !== "SELECT" && field.type !== "radio" && field.value);

// What came back from a draft is not folded away.
function unfold() {
    name();
    for (const fold of occasion.form.querySelectorAll("details.fold")) {
        if ([...fold.querySelectorAll("input, textarea")].some(written)) fold.open = true;
    }
    if (occasion.value === "new") occasion.closest("details").open = true;
}

if (occasion) {
    occasion.addEventListener("change", name);
    occasion.form.addEventListener("draft:filled", unfold);
    // Drafts come back before this is read.
    if (!occasion.form.querySelector("[data-draft-note]")?.hidden) unfold();
}
