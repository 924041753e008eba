/** Credentials of the servers that the benchmarks start, which live on loopback and for minutes. */
export const apiKey = `sayso_benchkey_${"b".repeat(43)}`;
export const adminToken = "admin-token-of-the-benchmarks";
