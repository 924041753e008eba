/** Far from what anything takes here, also where it has to share the processor. */
const withinMs = 60_000;

/** Resolves as soon as the condition holds. @throws Error when it does not come to hold */
export async function eventually(condition: () => boolean): Promise<void> {
  const end = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`Not so within ${withinMs} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
