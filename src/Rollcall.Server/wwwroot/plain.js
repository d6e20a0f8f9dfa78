// Pages that are one request and one answer: the theme, and passkeys.
import { follow } from "./theme.js";

follow();

const speaksPasskeys =
    typeof PublicKeyCredential !== "undefined" &&
    typeof PublicKeyCredential.parseCreationOptionsFromJSON === "function" &&
    typeof PublicKeyCredential.parseRequestOptionsFromJSON === "function";
// A passkey belongs to a name; there is none for an address of digits.
const hasName = !/^(\d+\.){3}\d+$|:/.test(location.hostname);

async function ask(form) {
    const answer = await fetch(form.dataset.options, { method: "POST", body: new FormData(form) });
    if (!answer.ok) {
        throw new Error("The page was open for too long. Load it again.");
    }
    const options = await answer.json();
    return form.dataset.passkey === "create"
        ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
    const credential = form.querySelector("input[type=hidden][name$=Credential]");
    const problem = form.querySelector("[data-passkey-problem]");
    form.addEventListener("submit", async event => {
        event.preventDefault();
        problem.textContent = "";
        if (!speaksPasskeys) {
            problem.textContent = "This browser does not know passkeys. Bring it up to date, or sign in another way.";
            return;
        }
        if (!hasName) {
            problem.textContent = `Passkeys need a name in the address, not ${location.hostname}. On the server's own machine, open the portal as localhost.`;
            return;
        }
        try {
            credential.value = JSON.stringify(await ask(form));
        } catch (failure) {
            problem.textContent = failure.name === "NotAllowedError"
                ? "No passkey was given. Try again, or go on another way."
                : failure.name === "InvalidStateError"
                    ? "This device has a passkey for your account already."
                    : failure.message;
            return;
        }
        form.submit();
    });
}
