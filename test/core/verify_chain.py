import hashlib, json, sys

def digest(value):
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()

last = {}
for number, line in enumerate(sys.stdin.buffer, 1):
    entry = json.loads(line)
    opened, hash = entry.pop("disclosed", {}), entry.pop("hash")
    chain, sequence = entry["approvalRequestId"], entry["sequence"]
    if digest(entry) != hash:
        sys.exit(f"line {number}: the entry was changed")
    if any(digest([d["salt"], d["value"]]) != entry[field] for field, d in opened.items()):
        sys.exit(f"line {number}: a disclosed value is not the one committed to")
    if sequence is not None:
        if (sequence - 1, entry["previousHash"]) != last.get(chain, (0, None)):
            sys.exit(f"line {number}: does not follow the entry before it")
        last[chain] = (sequence, hash)
for chain, (sequence, head) in last.items():
    print(chain, sequence, head)
