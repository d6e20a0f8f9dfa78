// Copies a text. Browsers give a page their clipboard over HTTPS or of this machine only; the older way works for some others.
export async function copy(text) {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        return copyBySelection(text);
    }
}

function copyBySelection(text) {
    const before = document.activeElement;
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "visually-hidden";
    (before?.closest("[role=dialog]") ?? document.body).append(area);
    area.select();
    let copied;
    try {
        copied = document.execCommand("copy");
    } catch {
        copied = false;
    }
    area.remove();
    before?.focus?.();
    return copied;
}

/** Selects the text that is to be copied by hand. */
export function select(area) {
    area.focus();
    area.select();
}
