/** Numbers values by their JSON: the same value has the same number. */
export class Numbered<T> {
  readonly values: T[] = [];
  readonly #numbers = new Map<string, number>();

  of(value: T, key = JSON.stringify(value)): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.values.push(value) - 1);
    return this.values.length - 1;
  }
}
