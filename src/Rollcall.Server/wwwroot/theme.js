// Light, dark, or as the system: kept in this browser. The document's data-theme tells scripts such as the editor's.
export { explain as explainKeys } from "./keys.js";

const key = "rollcall.theme";
const system = matchMedia("(prefers-color-scheme: dark)");

function apply() {
    const choice = localStorage.getItem(key) ?? "system";
    const dark = choice === "dark" || (choice === "system" && system.matches);
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    document.dispatchEvent(new CustomEvent("rollcall:theme", { detail: dark }));
    return dark;
}

export function start(layout) {
    system.addEventListener("change", () => layout.invokeMethodAsync("ShowDark", apply()));
    document.documentElement.dataset.live = "true"; // the circuit works: tests wait for it
    return apply();
}

export function choose(choice) {
    localStorage.setItem(key, choice);
    return apply();
}

// For pages without a circuit.
export function follow() {
    system.addEventListener("change", apply);
    apply();
    document.documentElement.dataset.live = "true";
}
