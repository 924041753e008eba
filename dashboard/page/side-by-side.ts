/** Does the same with each, so many at a time. */
export async function sideBySide<Each>(
  items: readonly Each[],
  most: number,
  work: (item: Each) => Promise<void>,
): Promise<void> {
  const rest = [...items];
  const next = async (): Promise<void> => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: most }, next));
}
