// What is being written is kept in this browser until it is saved, also without a connection.
//
// data-draft="log-4" on a form: its texts and choices are kept under that name, for this user.
// The page that comes after a save holds the form's own key in data-saved, and the draft is dropped.
// With the texts goes the mark of what they were written upon (`seen`): what somebody else saved since
// is not written over by a draft that comes back.
// Signing out drops them all, and none is kept for more than a day.

const DAY = 24 * 60 * 60 * 1000;
const PREFIX = "draft:";
const user = document.body.dataset.user;

const kept = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));

function read(key) {
    try {
        return JSON.parse(localStorage.getItem(key));
    } catch {
        return null;
    }
}

const saved = new Set([...document.querySelectorAll("[data-saved]")].map((each) => each.dataset.saved));
for (const key of kept()) {
    const draft = read(key);
    const old = !draft || Date.now() - draft.at > DAY;
    if (old || saved.has(draft.once) || !key.startsWith(`${PREFIX}${user}:`)) localStorage.removeItem(key);
}

for (const form of document.querySelectorAll("[data-forgets-drafts]")) {
    form.addEventListener("submit", () => kept().forEach((key) => localStorage.removeItem(key)));
}

function fields(form) {
    return [...form.elements].filter(
        (each) => each.name && !["hidden", "file", "password", "submit", "button"].includes(each.type) && each.tagName !== "FIELDSET",
    );
}

function values(form) {
    return fields(form).map((each) => [
        each.name,
        each.value,
        each.type === "checkbox" || each.type === "radio" ? each.checked : null,
    ]);
}

function fill(form, list) {
    for (const [name, value, checked] of list) {
        for (const each of fields(form).filter((field) => field.name === name)) {
            if (checked === null) each.value = value;
            else if (each.value === value) each.checked = checked;
        }
    }
    form.dispatchEvent(new Event("draft:filled"));
}

for (const form of document.querySelectorAll("form[data-draft]")) {
    const key = `${PREFIX}${user}:${form.dataset.draft}`;
    const untouched = JSON.stringify(values(form));
    // Without a key a draft outlives its saving, and the mark it was written upon is no longer true.
    const mark = form.elements.once && form.elements.seen;
    const seen = mark?.value;
    const note = form.querySelector("[data-draft-note]");
    const draft = read(key);
    // What comes back with an error is newer than any draft.
    if (draft && !document.getElementById("error-summary")) {
        fill(form, draft.values);
        if (mark && draft.seen) mark.value = draft.seen;
        if (note) note.hidden = false;
    }
    form.querySelector("[data-draft-drop]")?.addEventListener("click", () => {
        localStorage.removeItem(key);
        fill(form, JSON.parse(untouched));
        if (mark) mark.value = seen;
        if (note) note.hidden = true;
        fields(form).find((each) => each.tagName === "TEXTAREA")?.focus();
    });
    const keep = () => {
        const now = values(form);
        if (JSON.stringify(now) === untouched) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify({ at: Date.now(), once: form.elements.once?.value ?? "", seen: mark?.value, values: now }));
    };
    form.addEventListener("input", keep);
    form.addEventListener("change", keep);
    form.addEventListener("submit", (event) => {
        // Under this page's own key, also when nothing was typed since the draft came back.
        keep();
        const offline = form.querySelector("[data-draft-offline]");
        if (offline) offline.hidden = navigator.onLine;
        if (navigator.onLine) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        offline?.scrollIntoView({ block: "nearest" });
    });
}
