/** Does the work for each item, `places` at a time. */
export async function atMost<T>(places: number, items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const place = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: places }, place));
}
