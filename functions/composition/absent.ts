/** Stands where a function has no adapter; using it is a mistake of composition. */
export function absent<T extends object>(name: string): T {
  return new Proxy({} as T, {
    get: () => {
      throw new Error(`this function has no ${name}`);
    },
  });
}
