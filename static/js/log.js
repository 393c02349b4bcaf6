// Only conveniences for the log: it works without this file.

// The line that names the occasion follows what is chosen below it.
const line = document.querySelector("[data-occasion-line]");
const occasion = document.querySelector("[data-occasion]");

function name() {
    line.textContent = occasion.selectedOptions[0].textContent;
}

occasion?.addEventListener("change", name);
// A draft that came back may hold another one.
occasion?.form.addEventListener("draft:filled", name);
