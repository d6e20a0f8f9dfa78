// The portal's editor of payloads: Monaco with variables. Built by build.sh into src/Rollcall.Server/wwwroot/editor.
import { editor, KeyCode, MarkerSeverity, Uri } from "monaco-editor/editor.js";
import "monaco-editor/features/bracketMatching/register.js";
import "monaco-editor/features/caretOperations/register.js";
import "monaco-editor/features/clipboard/register.js";
import "monaco-editor/features/codeAction/register.js";
import "monaco-editor/features/codeEditor/register.js";
import "monaco-editor/features/codicon/register.js";
import "monaco-editor/features/contextmenu/register.js";
import "monaco-editor/features/cursorUndo/register.js";
import "monaco-editor/features/find/register.js";
import "monaco-editor/features/folding/register.js";
import "monaco-editor/features/gotoError/register.js";
import "monaco-editor/features/hover/register.js";
import "monaco-editor/features/indentation/register.js";
import "monaco-editor/features/linesOperations/register.js";
import "monaco-editor/features/multicursor/register.js";
import "monaco-editor/features/snippet/register.js";
import "monaco-editor/editor/contrib/suggest/browser/suggestController.js";
import "monaco-editor/features/suggest/register.js";
import "monaco-editor/features/wordOperations/register.js";
import { registerTemplateLanguage, templateLanguage } from "./template.mjs";

self.MonacoEnvironment = {
    getWorker: () => new Worker(new URL("./editor.worker.js", import.meta.url), { type: "module" }),
};

registerTemplateLanguage(contextOf, runFix);
addStyles();

const markerOwner = "rollcall";
const contexts = new Map(); // what a model's completions and fixes come from, by the model's address
let count = 0;

function contextOf(model) {
    return contexts.get(model.uri.toString());
}

function runFix(model, fix) {
    contextOf(model)?.portal.invokeMethodAsync("Fix", fix);
}

function addStyles() {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL("./editor.css", import.meta.url);
    document.head.append(link);
}

function themeName() {
    return document.documentElement.dataset.theme === "dark" ? "rollcall-dark" : "rollcall-light";
}

document.addEventListener("rollcall:theme", () => editor.setTheme(themeName()));

/**
 * Puts an editor in place of a text area, which keeps the text for who has no editor.
 * @param host the element that takes the editor
 * @param area the text area
 * @param portal the component: Typed(text), Fix(id)
 * @param options label, oneLine, lineNumbers
 */
export function mount(host, area, portal, options) {
    const uri = Uri.parse(`rollcall://payload/${++count}`);
    const model = editor.createModel(area.value, templateLanguage, uri);
    const context = { portal, variables: [], filters: [], fixes: [] };
    contexts.set(uri.toString(), context);
    const code = editor.create(host, { ...common(options), model, theme: themeName() });
    area.hidden = true;
    host.hidden = false;
    grow(host, code, options.oneLine ? 160 : 420);
    leaveWithTab(code);
    if (options.singleLine) {
        stayOnOneLine(code);
    }
    const typed = report(model, code, portal);
    return {
        setText(text) {
            if (text !== model.getValue()) {
                code.executeEdits("portal", [{ range: model.getFullModelRange(), text }]);
                typed.flush();
            }
        },
        setContext(variables, filters) {
            Object.assign(context, { variables, filters });
        },
        setMarkers(markers) {
            context.fixes = markers;
            editor.setModelMarkers(model, markerOwner, markers.map(marker => toMarker(model, marker)));
        },
        focusAt(index) {
            code.setPosition(model.getPositionAt(index ?? 0));
            code.revealPositionInCenterIfOutsideViewport(code.getPosition());
            code.focus();
        },
        dispose() {
            typed.flush();
            contexts.delete(uri.toString());
            code.dispose();
            model.dispose();
        },
    };
}

function common(options) {
    const plain = options.oneLine;
    return {
        ariaLabel: options.label,
        automaticLayout: true,
        fixedOverflowWidgets: true,
        fontFamily: 'ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace',
        fontSize: 13,
        folding: !plain,
        glyphMargin: false,
        lineNumbers: plain ? "off" : "on",
        lineNumbersMinChars: 3,
        lineDecorationsWidth: plain ? 4 : 10,
        links: false,
        minimap: { enabled: false },
        occurrencesHighlight: "off",
        overviewRulerLanes: plain ? 0 : 2,
        padding: { top: 6, bottom: 6 },
        quickSuggestions: false,
        renderLineHighlight: plain ? "none" : "line",
        scrollBeyondLastLine: false,
        scrollbar: { alwaysConsumeMouseWheel: false },
        stickyScroll: { enabled: false },
        tabSize: 2,
        unicodeHighlight: { ambiguousCharacters: false, nonBasicASCII: false },
        wordBasedSuggestions: "off",
        wordWrap: "on",
    };
}

// As high as its text, up to a limit.
function grow(host, code, most) {
    const fit = () => {
        host.style.height = `${Math.min(most, Math.max(34, code.getContentHeight()))}px`;
        code.layout();
    };
    code.onDidContentSizeChange(fit);
    fit();
}

// Tab indents; Esc and then Tab leaves.
function leaveWithTab(code) {
    code.onKeyDown(event => {
        if (event.keyCode === KeyCode.Escape) {
            code.updateOptions({ tabFocusMode: true });
        } else if (event.keyCode !== KeyCode.Tab && event.keyCode !== KeyCode.Shift) {
            code.updateOptions({ tabFocusMode: false });
        }
    });
    code.onDidBlurEditorText(() => code.updateOptions({ tabFocusMode: false }));
}

function stayOnOneLine(code) {
    code.addCommand(KeyCode.Enter, () => {}, "!suggestWidgetVisible");
    code.onDidPaste(() => {
        const model = code.getModel();
        if (model.getLineCount() > 1) {
            code.executeEdits("portal", [
                { range: model.getFullModelRange(), text: model.getValue().replace(/[\r\n]+/g, "") },
            ]);
        }
    });
}

// Tells the portal what is typed: soon, and at once when the editor is left.
function report(model, code, portal) {
    let timer = 0;
    let told = model.getValue();
    const flush = () => {
        clearTimeout(timer);
        const text = model.getValue(editor.EndOfLinePreference.LF);
        if (text !== told) {
            told = text;
            portal.invokeMethodAsync("Typed", text);
        }
    };
    model.onDidChangeContent(() => {
        clearTimeout(timer);
        timer = setTimeout(flush, 200);
    });
    code.onDidBlurEditorText(flush);
    return { flush };
}

function toMarker(model, marker) {
    const start = model.getPositionAt(marker.start);
    const end = model.getPositionAt(Math.max(marker.end, marker.start + 1));
    return {
        severity: marker.isWarning ? MarkerSeverity.Warning : MarkerSeverity.Error,
        message: marker.message,
        startLineNumber: start.lineNumber,
        startColumn: start.column,
        endLineNumber: end.lineNumber,
        endColumn: end.column,
    };
}
