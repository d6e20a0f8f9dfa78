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

/** Watches the keys of a page: Ctrl/⌘ S, F8, Alt ↑↓ in rows, Ctrl/⌘ Enter in a card; and asks before unsaved text is left. */
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
    addEventListener("keydown", keys);
    addEventListener("beforeunload", leaving);
    return {
        unsaved(value) {
            unsaved = value;
        },
        dispose() {
            removeEventListener("keydown", keys);
            removeEventListener("beforeunload", leaving);
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
