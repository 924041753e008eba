import { locale } from "../texts/locale.ts";

const plain = new Intl.NumberFormat(locale);
const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });

/** A count as people write it. */
export function numberText(count: number): string {
  return plain.format(count);
}

/** A share, from 0 to 1. */
export function percentText(share: number): string {
  return percent.format(share);
}
