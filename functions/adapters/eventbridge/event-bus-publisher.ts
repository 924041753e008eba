import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { EventPublisher } from "../../ports/effects.ts";

/** Source of every event on the bus. */
export const eventSource = "sayso";

/** Publishes on an event bus: `detail-type` is the event's type, the detail is the event. */
export function eventBusPublisher(client: Pick<EventBridgeClient, "send">, busName: string): EventPublisher {
  return {
    publish: async ({ timestamp, ...event }) => {
      const entry = {
        EventBusName: busName,
        Source: eventSource,
        DetailType: event.type,
        Time: new Date(timestamp),
        Detail: JSON.stringify({ ...event, timestamp }),
      };
      const { FailedEntryCount, Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }));
      if (FailedEntryCount) throw new Error(`the event bus refused ${event.type}: ${Entries?.[0]?.ErrorCode}`);
    },
  };
}
