#!/bin/sh
# Adds a migration of the portal's database after its tables changed: eng/migrate.sh NAME
set -eu
cd "$(dirname -- "$0")/.."
dotnet tool restore >/dev/null
dotnet ef migrations add "$1" --project src/Rollcall.Storage --output-dir Database/Migrations
dotnet csharpier format src/Rollcall.Storage/Database/Migrations
