// What a draft needs of the browser: fields to go to, text that survives a reload, keys, downloads.
const phone = matchMedia("(max-width: 599px)");
let editorModule;

/** Goes to a field: opens what it is folded in, scrolls to it, focuses it. */
export function focusField(id) {
    const field = document.getElementById(id);
    if (!field) {
        return false;
    }
    for (let around = field.parentElement; around; around = around.parentElement) {
        if (around.tagName === "DETAILS") {
            around.open = true;
        }
    }
    field.scrollIntoView({ block: "center" });
    const input = field.matches("input,textarea,select,button,[tabindex]")
        ? field
        : field.querySelector("input:not([hidden]),textarea:not([hidden]),select,button,[tabindex]");
    if (field.editor) {
        field.editor.focusAt(0);
    } else {
        (input ?? field).focus();
    }
    return true;
}

export function keep(key, text) {
    try {
        localStorage.setItem(key, text);
    } catch {
        // The browser's storage is full or shut: the server has what was saved.
    }
}

export function kept(key) {
    return localStorage.getItem(key);
}

export function drop(key) {
    localStorage.removeItem(key);
}

// Rows are dragged by their handle, within their own list: a text field inside a row stays one whose text can be selected.
function watchDragging(page) {
    let dragged = null;
    let marked = null;
    const listOf = row => row.dataset.row.replace(/\[\d+\]$/, "");
    const indexOf = row => Number(row.dataset.row.match(/\[(\d+)\]$/)[1]);
    const mark = (row, place) => {
        if (marked && marked !== row) {
            delete marked.dataset.drop;
        }
        marked = row;
        if (row) {
            row.dataset.drop = place;
        }
    };
    const placeFor = event => {
        const row = dragged && event.target.closest?.("[data-row]");
        if (!row || row === dragged || listOf(row) !== listOf(dragged)) {
            return null;
        }
        const box = row.getBoundingClientRect();
        return { row, place: event.clientY < box.top + box.height / 2 ? "before" : "after" };
    };
    const start = event => {
        dragged = event.target.closest?.("[data-drag]")?.closest("[data-row]") ?? null;
        if (dragged) {
            event.dataTransfer.effectAllowed = "move";
            event.dataTransfer.setData("text/plain", dragged.dataset.row);
            event.dataTransfer.setDragImage(dragged, 20, 20);
        }
    };
    const over = event => {
        const found = placeFor(event);
        mark(found?.row ?? null, found?.place);
        if (found) {
            event.preventDefault();
        }
    };
    const drop = event => {
        const found = placeFor(event);
        if (!found) {
            return;
        }
        event.preventDefault();
        const [from, to] = [indexOf(dragged), indexOf(found.row)];
        const by = to - from + (found.place === "before" && to > from ? -1 : 0) + (found.place === "after" && to < from ? 1 : 0);
        if (by !== 0) {
            page.invokeMethodAsync("MoveRow", dragged.dataset.row, by);
        }
    };
    const end = () => {
        mark(null);
        dragged = null;
    };
    const listeners = { dragstart: start, dragover: over, drop, dragend: end };
    Object.entries(listeners).forEach(([name, listener]) => addEventListener(name, listener));
    return () => Object.entries(listeners).forEach(([name, listener]) => removeEventListener(name, listener));
}

/** Watches the keys of a page: Ctrl/⌘ S, F8, Alt ↑↓ in rows, Ctrl/⌘ Enter in a card; rows that are dragged; and asks before unsaved text is left. */
export function watch(page) {
    let unsaved = false;
    const keys = event => {
        const command = event.ctrlKey || event.metaKey;
        if (command && event.key.toLowerCase() === "s") {
            event.preventDefault();
            document.activeElement?.blur?.();
            page.invokeMethodAsync("SaveByKey");
        } else if (event.key === "F8" && !event.altKey) {
            event.preventDefault();
            page.invokeMethodAsync("NextProblem", event.shiftKey);
        } else if (command && event.key === "Enter") {
            const card = document.activeElement?.closest("[data-endpoint]");
            if (card) {
                event.preventDefault();
                page.invokeMethodAsync("SendByKey", card.dataset.endpoint);
            }
        } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
            const row = document.activeElement?.closest("[data-row]");
            if (row) {
                event.preventDefault();
                row.querySelector(event.key === "ArrowUp" ? "[data-move='-1']" : "[data-move='1']")?.click();
            }
        }
    };
    const leaving = event => {
        if (unsaved) {
            event.preventDefault();
        }
    };
    // At once, and not only when the server has checked it.
    const typing = event => {
        if (event.target.closest?.("#panel-configuration")) {
            unsaved = true;
        }
    };
    addEventListener("keydown", keys);
    addEventListener("input", typing);
    addEventListener("beforeunload", leaving);
    const stopDragging = watchDragging(page);
    return {
        unsaved(value) {
            unsaved = value;
        },
        dispose() {
            removeEventListener("keydown", keys);
            removeEventListener("input", typing);
            removeEventListener("beforeunload", leaving);
            stopDragging();
        },
    };
}

/** Puts the editor in place of a text area; not on phones, where the text area stays. */
export async function mountEditor(host, area, portal, options) {
    if (phone.matches) {
        return null;
    }
    editorModule ??= import("./editor/editor.js");
    const { mount } = await editorModule;
    if (!area.isConnected) {
        return null;
    }
    const editor = mount(host, area, portal, options);
    host.parentElement.editor = editor;
    return editor;
}

/** Puts text where the cursor is in a text area. */
export function insert(area, text) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
}

export function download(name, type, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
