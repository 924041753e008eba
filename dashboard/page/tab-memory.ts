/** For browsers that forbid storage; then what is kept lives as long as the page. */
const memory = new Map<string, string>();

/** Keeps something for this tab, for as long as it is open. Returns whether it outlives the page. */
export function keep(key: string, text: string): boolean {
  memory.set(key, text);
  try {
    sessionStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

export function recall(key: string): string | undefined {
  try {
    return sessionStorage.getItem(key) ?? memory.get(key);
  } catch {
    return memory.get(key);
  }
}

export function forget(key: string): void {
  memory.delete(key);
  try {
    sessionStorage.removeItem(key);
  } catch {}
}

/** Forgets everything whose key begins so. */
export function forgetAll(prefix: string): void {
  let keys = [...memory.keys()];
  try {
    keys = [...keys, ...Object.keys(sessionStorage)];
  } catch {}
  for (const key of keys) if (key.startsWith(prefix)) forget(key);
}
