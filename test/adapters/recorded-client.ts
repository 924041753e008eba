import assert from "node:assert/strict";

/** A client of the AWS SDK that writes down what it is sent and answers from a list; what is an Error it throws. */
export function recordedClient(...answers: readonly unknown[]) {
  const left = [...answers];
  const sent: { readonly name: string; readonly input: unknown }[] = [];
  return {
    sent,
    /** Input of the only command sent. */
    only: () => {
      const [command, ...others] = sent;
      assert.ok(command && others.length === 0, `${sent.length} commands were sent`);
      return command.input as Record<string, string>;
    },
    send: async (command: { readonly input: unknown }) => {
      sent.push({ name: command.constructor.name, input: command.input });
      const answer = left.shift();
      if (answer instanceof Error) throw answer;
      return (answer ?? {}) as never;
    },
  };
}

/** An error as the AWS SDK throws it; `fault` tells whether the service refused (`client`) or broke (`server`). */
export function serviceError(name: string, fault: "client" | "server" = "client"): Error {
  return Object.assign(new Error(`${name}: said by the service`), { name, $fault: fault });
}
