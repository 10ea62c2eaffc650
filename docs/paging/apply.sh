#!/bin/sh
# Sends the overrides of an export that are new, and takes back those that are no longer in it.
#
#     AUTHORIZATION='Bearer ...' sh apply.sh overrides.jsonl applied.jsonl https://api.incident.io .override.id
#
# The second file is kept by this script: what was sent, with the id that it has got there, which the last
# word finds in an answer. What has ended is left as it was. Needs curl and jq.
set -eu
new=$1 applied=$2 url=$3 id_of=$4
now=${NOW:-$(date -u +%Y-%m-%dT%H:%M:%SZ)}
touch "$applied"

call() {
    curl -fsS -H "Authorization: $AUTHORIZATION" -H "Content-Type: ${CONTENT_TYPE:-application/json}" "$@"
}

# What an override says, apart from where it begins: of one under way only the rest is exported.
says='def says: [.key, .end, .path, (.body | del(.start_at, .data.attributes.starts_at))];'

jq -c --arg now "$now" --slurpfile new "$new" \
    "$says"' ($new | map(says)) as $kept | select(.end > $now and (says as $one | $kept | index([$one]) | not))' "$applied" |
while IFS= read -r line; do
    call -X DELETE "$url$(printf '%s' "$line" | jq -r '"\(.take_back)/\(.id)"')" >/dev/null </dev/null
    jq -c --argjson gone "$line" 'select(. != $gone)' "$applied" >"$applied.left"
    mv "$applied.left" "$applied"
done

jq -c --slurpfile done "$applied" \
    "$says"' ($done | map(says)) as $sent | select(says as $one | $sent | index([$one]) | not)' "$new" |
while IFS= read -r line; do
    path=$(printf '%s' "$line" | jq -r .path)
    id=$(printf '%s' "$line" | jq -c .body | call --data-binary @- "$url$path" | jq -er "$id_of")
    printf '%s' "$line" | jq -c --arg id "$id" '. + {id: $id}' >>"$applied"
done
