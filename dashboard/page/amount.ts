import { locale } from "../texts/locale.ts";

type Fields = Readonly<Record<string, unknown>>;

const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 20 });

/** Whether a figure is one of money, whose currency stands beside it. */
export function isAmount(name: string, value: unknown, { currency }: Fields): boolean {
  if (typeof value !== "number" || typeof currency !== "string" || !/^[A-Z]{3}$/.test(currency)) return false;
  return /amount|total|price|sum|cost|value/i.test(name);
}

/** A figure of an agent's as people write it: all its digits, and its currency where one stands beside it. */
export function amountText(name: string, value: number, fields: Fields): string {
  if (!isAmount(name, value, fields)) return plain.format(value);
  const currency = String(fields.currency);
  return new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 20 }).format(value);
}
