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

/** The destination that a key names; undefined for one that only a newer version knows, whose deliveries wait for it. */
export function toDestination(key: string): Destination | undefined {
  const [kind, ...rest] = key.split(":");
  if (kind === "webhook") return { kind, endpointId: rest.join(":") };
  const [channel, ...reviewer] = rest;
  const name = channelNames.find((known) => known === channel);
  return kind === "channel" && name ? { kind, channel: name, reviewer: reviewer.join(":") } : undefined;
}

/** Names a destination where nobody may be named, such as in the audit trail and in logs. */
export function destinationName(destination: Destination): string {
  return destination.kind === "channel" ? `channel:${destination.channel}` : destinationKey(destination);
}
