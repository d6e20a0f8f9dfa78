#!/bin/bash
# Builds the portal's payload editor into src/Rollcall.Server/wwwroot/editor. Its result is committed: building Rollcall
# needs no npm. Run it after a change here or of a version in package.json.
set -euo pipefail
cd "$(dirname "$0")"
npm ci --no-audit --no-fund
out=../../src/Rollcall.Server/wwwroot/editor
rm -rf "$out"
npx esbuild editor.mjs --bundle --minify --format=esm --target=es2022 --loader:.ttf=file --asset-names=[name] \
    --legal-comments=none --outfile="$out/editor.js"
npx esbuild node_modules/monaco-editor/esm/vs/editor/editor.worker.js --bundle --minify --format=esm --target=es2022 \
    --legal-comments=none --outfile="$out/editor.worker.js"
{
    echo "This folder is built from monaco-editor $(node -p 'require("./node_modules/monaco-editor/package.json").version')"
    echo "by eng/editor/build.sh. Its licence, and those of what it contains:"
    echo
    cat node_modules/monaco-editor/LICENSE
    echo
    cat node_modules/monaco-editor/ThirdPartyNotices.txt
} > "$out/LICENSES.txt"
