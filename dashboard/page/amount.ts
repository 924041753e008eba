const plain = new Intl.NumberFormat("en", { maximumFractionDigits: 20 });

/** A figure of an agent's as people write it: all its digits, and its currency where one stands beside it. */
export function amountText(name: string, value: number, fields: Readonly<Record<string, unknown>>): string {
  const { currency } = fields;
  if (!/amount|total|price|sum|cost|value/i.test(name) || typeof currency !== "string") return plain.format(value);
  try {
    return new Intl.NumberFormat("en", { style: "currency", currency, maximumFractionDigits: 20 }).format(value);
  } catch {
    return plain.format(value);
  }
}
