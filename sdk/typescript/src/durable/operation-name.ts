/** What an operation is called in Lambda's history. An id that no approval can have is for the server to refuse, not for Lambda. */
export function operationName(verb: string, approvalRequestId: string, round = 1): string {
  const id = approvalRequestId.replace(/[^\x21-\x7e]/g, "?").slice(0, 128);
  return round === 1 ? `${verb} ${id}` : `${verb} ${id} (${round})`;
}
