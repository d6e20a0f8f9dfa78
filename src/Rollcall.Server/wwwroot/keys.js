// Single keys of lists and tiles: / searches, J and K go to the next and previous row, arrows go over tiles, ? lists them. They can be switched off, and are off while something is typed.
const stored = "rollcall.keys";
const rows = "table.list tbody tr";
const explained = [
    ["/", "Search"],
    ["J", "Next row"],
    ["K", "Previous row"],
    ["← → ↑ ↓", "Over the tiles of the catalog"],
    ["?", "This list"],
];

addEventListener("keydown", event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) {
        return;
    }
    const tile = event.target.closest?.(".tiles a");
    const done =
        (tile && overTiles(tile, event.key)) || (isOn() && document.querySelector("[role=dialog], dialog[open]") === null && single(event.key));
    if (done) {
        event.preventDefault();
    }
});

function isTyping(element) {
    return element.isContentEditable || element.matches?.("input, textarea, select") === true;
}

function isOn() {
    return localStorage.getItem(stored) !== "off";
}

function single(key) {
    switch (key) {
        case "/":
            return focus(document.querySelector("main input[type=search]"));
        case "j":
            return toRow(1);
        case "k":
            return toRow(-1);
        case "?":
            return explain();
        default:
            return false;
    }
}

function focus(element) {
    element?.focus();
    element?.scrollIntoView({ block: "nearest" });
    return Boolean(element);
}

function toRow(step) {
    const links = [...document.querySelectorAll(rows)].map(row => row.querySelector("a, button")).filter(Boolean);
    const here = document.activeElement?.closest(rows)?.querySelector("a, button");
    const at = links.indexOf(here);
    return focus(links[at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + step, 0), links.length - 1)]);
}

function overTiles(tile, key) {
    const tiles = [...tile.closest(".tiles").querySelectorAll("li > a")];
    const top = tiles[0].getBoundingClientRect().top;
    const columns = tiles.filter(other => Math.abs(other.getBoundingClientRect().top - top) < 4).length;
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key];
    return step !== undefined && focus(tiles[tiles.indexOf(tile) + step]);
}

// A dialog of the browser's own: it keeps the focus, closes with Esc and gives the focus back.
export function explain() {
    const dialog = document.createElement("dialog");
    dialog.className = "keys-dialog";
    dialog.setAttribute("aria-label", "Keys");
    const heading = dialog.appendChild(document.createElement("h2"));
    heading.textContent = "Keys";
    const list = dialog.appendChild(document.createElement("dl"));
    for (const [key, what] of explained) {
        list.appendChild(document.createElement("dt")).textContent = key;
        list.appendChild(document.createElement("dd")).textContent = what;
    }
    const label = dialog.appendChild(document.createElement("label"));
    label.className = "check";
    const box = label.appendChild(document.createElement("input"));
    box.type = "checkbox";
    box.checked = isOn();
    box.addEventListener("change", () => localStorage.setItem(stored, box.checked ? "on" : "off"));
    label.append(" Single keys are on in this browser");
    const close = dialog.appendChild(document.createElement("button"));
    close.type = "button";
    close.className = "plain";
    close.textContent = "Close";
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    document.body.appendChild(dialog);
    dialog.showModal();
    return true;
}
