#!/bin/sh
# Makes the secrets that the system needs and nobody chooses: the first key of each ring and, with webhooks, their signing
# secret. What is there in any number is left alone, so it may run after every deployment, and again after it failed half-way;
# not twice at the same time.
#
# It asks Resource Manager and not the vault itself: that needs no role on the secrets, and works when the vault has private
# endpoints only. Values are made here, handed over in a file that only this user can read, and shown nowhere.
#
# Reads AZURE_KEY_VAULT_ID and DATA_RIGHTS_WEBHOOK_SECRET_NAME (empty without webhooks), both outputs of the deployment. Needs az,
# signed in. On Windows azd runs it with the sh of Git for Windows.
set -eu
# That sh would take resource ids for paths.
export MSYS_NO_PATHCONV=1

if [ -z "${AZURE_KEY_VAULT_ID:-}" ]; then
    echo "AZURE_KEY_VAULT_ID is not set. It is an output of the deployment: run 'azd provision' first." >&2
    exit 1
fi
command -v az >/dev/null || { echo "The keys are made with the Azure CLI: install az, sign in with 'az login', run 'azd hooks run postprovision'." >&2; exit 1; }

version=api-version=2024-11-01
scratch=$(umask 077 && mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

ids=
next="$AZURE_KEY_VAULT_ID/secrets?$version"
while [ -n "$next" ]; do
    if ! az rest --method get --uri "$next" --query "[join(' ', value[].id), nextLink || '']" --output tsv >"$scratch/page"; then
        echo "The vault's secrets could not be listed, so none was made. Is az signed in ('az login') to the right tenant?" >&2
        exit 1
    fi
    ids="$ids $(sed -n 1p "$scratch/page" | tr -d '\r')"
    next=$(sed -n 2p "$scratch/page" | tr -d '\r')
done

# make <name> <what any like it begins with> <what the value begins with>
make() {
    case $ids in
        *"/secrets/$2"*)
            echo "$1: kept what is there."
            return
            ;;
    esac
    value=$(head -c 32 /dev/urandom | base64 | tr -d '\r\n')
    if [ ${#value} -ne 44 ]; then
        echo "No random bytes could be read." >&2
        exit 1
    fi
    (umask 077 && printf '{"properties":{"value":"%s%s","contentType":"text/plain"}}' "$3" "$value" >"$scratch/body")
    if ! az rest --method put --uri "$AZURE_KEY_VAULT_ID/secrets/$1?$version" --body "@$scratch/body" --output none; then
        echo "$1 could not be made. If it was deleted, bring it back: 'az keyvault secret recover'. Then run 'azd hooks run postprovision'." >&2
        exit 1
    fi
    rm -f "$scratch/body"
    echo "$1: made."
}

# Any number counts: a ring whose first key was destroyed after its rotation must not get another first one.
for purpose in sealing subject-reference intake; do
    make "data-rights-$purpose-1" "data-rights-$purpose-" ''
done
if [ -n "${DATA_RIGHTS_WEBHOOK_SECRET_NAME:-}" ]; then
    make "$DATA_RIGHTS_WEBHOOK_SECRET_NAME" "$DATA_RIGHTS_WEBHOOK_SECRET_NAME" whsec_
fi
