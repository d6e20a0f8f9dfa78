// The language of payloads, addresses and items: JSON and text with $variables and their filters.
import { editor, languages } from "monaco-editor/editor.js";

export const templateLanguage = "rollcall-template";

const variable = /\$[A-Za-z_]\w*/;
const inVariable = /\$(\{?)\s*(\w*)$/;
const inFilter = /\$\{[^}|]*(?:\|[^}|]*)*\|\s*(\w*)$/;
const afterVariable = /\$([A-Za-z_]\w*)\s*\|\s*(\w*)$/;

/**
 * @param contextOf what a model's completions and fixes come from
 * @param runFix carries a fix out
 */
export function registerTemplateLanguage(contextOf, runFix) {
    languages.register({ id: templateLanguage });
    languages.setMonarchTokensProvider(templateLanguage, tokens);
    languages.setLanguageConfiguration(templateLanguage, {
        brackets: [["{", "}"], ["[", "]"]],
        autoClosingPairs: [
            { open: "{", close: "}" },
            { open: "[", close: "]" },
            { open: '"', close: '"', notIn: ["string"] },
        ],
        indentationRules: { increaseIndentPattern: /[{[]\s*$/, decreaseIndentPattern: /^\s*[}\]]/ },
    });
    languages.registerCompletionItemProvider(templateLanguage, {
        triggerCharacters: ["$", "{", "|"],
        provideCompletionItems: (model, position) => ({ suggestions: suggest(model, position, contextOf(model)) }),
    });
    languages.registerCodeActionProvider(templateLanguage, {
        provideCodeActions: (model, range) => ({
            actions: fixesAt(model, range, contextOf(model), runFix),
            dispose() {},
        }),
    });
    editor.registerCommand("rollcall.fix", (_, model, fix) => runFix(model, fix));
    editor.defineTheme("rollcall-light", { base: "vs", inherit: true, rules: colours("0b3f9e", "7a3e00"), colors: {} });
    editor.defineTheme("rollcall-dark", {
        base: "vs-dark",
        inherit: true,
        rules: colours("8ab4ff", "f0b45a"),
        colors: { "editor.background": "#12161d" },
    });
}

function colours(name, filter) {
    return [
        { token: "variable", foreground: name, fontStyle: "bold" },
        { token: "variable.filter", foreground: filter },
    ];
}

const tokens = {
    tokenizer: {
        root: [
            [/"/, "string", "@string"],
            { include: "variables" },
            [/-?\d+(\.\d+)?([eE][-+]?\d+)?/, "number"],
            [/\b(true|false|null)\b/, "keyword"],
            [/[{}[\],:]/, "delimiter"],
        ],
        string: [
            { include: "variables" },
            [/\\./, "string.escape"],
            [/"/, "string", "@pop"],
            [/[^"\\$]+/, "string"],
            [/\$/, "string"],
        ],
        variables: [
            [/\$\$/, "string.escape"],
            [/\$\{/, "variable", "@braces"],
            [variable, "variable"],
        ],
        braces: [
            [/\}/, "variable", "@pop"],
            [/\|/, "delimiter"],
            [/"[^"]*"/, "string"],
            [/(\|\s*)(\w+)/, ["delimiter", "variable.filter"]],
            [/\w+/, "variable"],
        ],
    },
};

function suggest(model, position, context) {
    if (!context) {
        return [];
    }
    const before = model.getLineContent(position.lineNumber).slice(0, position.column - 1);
    const range = start => ({
        startLineNumber: position.lineNumber,
        endLineNumber: position.lineNumber,
        startColumn: start + 1,
        endColumn: position.column,
    });
    let match = inFilter.exec(before);
    if (match) {
        return context.filters.map(filter => filterItem(filter, filter.insert, range(before.length - match[1].length)));
    }
    match = afterVariable.exec(before);
    if (match) {
        const text = filter => `\${${match[1]} | ${filter.insert}}`;
        return context.filters.map(filter => ({
            ...filterItem(filter, text(filter), range(match.index)),
            filterText: before.slice(match.index, before.length - match[2].length) + filter.name,
        }));
    }
    match = inVariable.exec(before);
    return match ? context.variables.map(item => variableItem(item, match, range(match.index), model, position)) : [];
}

function variableItem(item, match, range, model, position) {
    const open = match[1] === "{";
    const closes = model.getLineContent(position.lineNumber)[position.column - 1] === "}";
    return {
        label: { label: `$${item.name}`, description: item.what },
        kind: languages.CompletionItemKind.Variable,
        detail: item.sample ? `such as ${item.sample}` : item.what,
        documentation: item.sample ? item.what : undefined,
        filterText: `${match[0].slice(0, match[0].length - match[2].length)}${item.name}`,
        insertText: open ? `\${${item.name}${closes ? "" : "}"}` : `$${item.name}`,
        range,
    };
}

function filterItem(filter, insertText, range) {
    return {
        label: { label: filter.name, description: filter.what },
        kind: languages.CompletionItemKind.Function,
        documentation: filter.what,
        insertText,
        range,
    };
}

function fixesAt(model, range, context) {
    const [start, end] = [range.getStartPosition(), range.getEndPosition()].map(at => model.getOffsetAt(at));
    return (context?.fixes ?? [])
        .filter(marker => marker.fix && marker.start <= end && marker.end >= start)
        .map(marker => ({
            title: marker.fixTitle,
            kind: "quickfix",
            isPreferred: true,
            command: { id: "rollcall.fix", title: marker.fixTitle, arguments: [model, marker.fix] },
        }));
}
