// What was said at a session, without leaving the keyboard. The page works without this file too:
// then all its rows are there.
//
// data-remark    on a row: the first that is empty is shown, those after it come one by one
// Enter in the words of a row goes to the next row, and from an empty one to the next thing;
// Shift+Enter begins a new line in them

const filled = (row) => [...row.querySelectorAll("select[name^=move], textarea")].some((each) => each.value.trim());
const wrong = (row) => row.querySelector(".form-error");

function show(column) {
    let empty = 0;
    for (const row of column) {
        empty += !filled(row) && !wrong(row);
        row.hidden = empty > 1 && !row.contains(document.activeElement);
    }
}

for (const form of document.querySelectorAll("form:has([data-remark])")) {
    const columns = [...form.querySelectorAll(":has(> [data-remark])")].map((each) => [...each.querySelectorAll("[data-remark]")]);
    const all = () => columns.forEach(show);
    all();
    form.addEventListener("draft:filled", all);
    form.addEventListener("input", all);
    form.addEventListener("change", all);
    form.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.isComposing) return;
        const row = event.target.matches("textarea") && event.target.closest("[data-remark]");
        if (!row) return;
        event.preventDefault();
        const at = columns.findIndex((each) => each.includes(row));
        const column = columns[at];
        if (!filled(row)) {
            // Nothing more about this: to the next thing, or to what saves.
            const free = columns[at + 1]?.find((each) => !each.hidden && !filled(each));
            (free?.querySelector("select") ?? form.querySelector("[type=submit]")).focus();
            return;
        }
        const next = column[column.indexOf(row) + 1];
        // The last one is full: what is saved makes room for more.
        if (!next) {
            form.requestSubmit(form.querySelector("[type=submit]"));
            return;
        }
        next.hidden = false;
        const who = next.querySelector("select");
        if (!who.value) who.value = row.querySelector("select").value;
        who.focus();
    });
}
