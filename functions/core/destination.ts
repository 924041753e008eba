/** Where an event is brought to. */
export type Destination = { readonly kind: "webhook"; readonly endpointId: string };

/** Names a destination in keys of stores and queues. */
export function destinationKey(destination: Destination): string {
  return `${destination.kind}:${destination.endpointId}`;
}
