import { type ChannelName, channelNames } from "./reviewer-entry.ts";

/** Where an event is brought to. */
export type Destination =
  | { readonly kind: "webhook"; readonly endpointId: string }
  /** One reviewer, through one of their channels. */
  | { readonly kind: "channel"; readonly reviewer: string; readonly channel: ChannelName };

/** Names a destination in keys of stores and queues. */
export function destinationKey(destination: Destination): string {
  switch (destination.kind) {
    case "webhook":
      return `webhook:${destination.endpointId}`;
    case "channel":
      return `channel:${destination.channel}:${destination.reviewer}`;
  }
}

/** The destination that a key names. @throws Error for one that this version does not know */
export function toDestination(key: string): Destination {
  const [kind, ...rest] = key.split(":");
  if (kind === "webhook") return { kind, endpointId: rest.join(":") };
  const [channel, ...reviewer] = rest;
  const name = channelNames.find((known) => known === channel);
  if (kind !== "channel" || !name) throw new Error(`a delivery goes to ${kind}, which this version does not know`);
  return { kind, channel: name, reviewer: reviewer.join(":") };
}

/** Names a destination where nobody may be named, such as in the audit trail and in logs. */
export function destinationName(destination: Destination): string {
  return destination.kind === "channel" ? `channel:${destination.channel}` : destinationKey(destination);
}
