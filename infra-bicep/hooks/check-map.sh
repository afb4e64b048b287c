#!/bin/sh
# Says which data map goes into the package, and stops when none was named: the sample's must not be deployed by mistake.
# MSBuild takes the map from the environment variable DataMapFile, so it must be set where azd runs; azd env set is not enough.
set -eu

if [ -z "${DataMapFile:-}" ]; then
    echo "Set the environment variable DataMapFile to the full path of your data map, then run azd again:" >&2
    echo "    export DataMapFile=/path/to/data-map.json" >&2
    exit 1
fi
case $DataMapFile in
    /* | [A-Za-z]:[\\/]*) ;;
    *)
        echo "DataMapFile must be a full path; '$DataMapFile' would be looked for in the folder of the project." >&2
        exit 1
        ;;
esac
if [ ! -f "$DataMapFile" ]; then
    echo "DataMapFile names '$DataMapFile', and there is no such file." >&2
    exit 1
fi
echo "The data map of the package is $DataMapFile."
