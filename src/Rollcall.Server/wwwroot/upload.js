// Sends a chosen file to the API as it is, from the disk, with progress. Answers null, or a sentence that says what went wrong.
const requests = new WeakMap();

export function send(input, address, owner) {
    const file = input.files[0];
    if (!file) {
        return "Choose a file first.";
    }
    return new Promise((resolve) => {
        const request = new XMLHttpRequest();
        requests.set(input, request);
        let shown = -1;
        request.upload.onprogress = (event) => {
            const percent = event.lengthComputable ? Math.floor((100 * event.loaded) / event.total) : 0;
            if (percent !== shown) {
                shown = percent;
                owner.invokeMethodAsync("Progress", percent);
            }
        };
        request.onload = () => resolve(request.status < 300 ? null : sentence(request));
        request.onerror = () => resolve("The connection broke before the file had arrived. Nothing was changed; try again.");
        request.onabort = () => resolve("The upload was canceled. Nothing was changed.");
        const separator = address.includes("?") ? "&" : "?";
        request.open("PUT", `${address}${separator}name=${encodeURIComponent(file.name)}`);
        request.setRequestHeader("Content-Type", "application/octet-stream");
        request.send(file);
    });
}

export function cancel(input) {
    requests.get(input)?.abort();
}

function sentence(request) {
    try {
        const problem = JSON.parse(request.responseText);
        const first = Object.values(problem.errors ?? {})[0]?.[0];
        return first ?? problem.detail ?? problem.title ?? `The server answered ${request.status}.`;
    } catch {
        return `The server answered ${request.status}. Nothing was changed.`;
    }
}
