import middy from "@middy/core";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { toApiRequest, toGatewayResult } from "../adapters/lambda/gateway-request.ts";
import { nodeCrypto } from "../adapters/node/node-crypto.ts";
import { createApi } from "../api/api.ts";
import type { ApiRequest, ApiResponse, Parked } from "../api/message.ts";
import { problemReply } from "../api/problem-reply.ts";
import { createRateLimit } from "../api/rate-limit.ts";
import type { Route } from "../api/route.ts";
import { toResponse } from "../api/to-response.ts";
import type { People } from "../ports/people.ts";
import type { Deps } from "../use-cases/deps.ts";
import { clock, log } from "./runtime.ts";

interface Composition {
  readonly deps: Deps;
  readonly routes: readonly Route[];
  /** Absent where no person signs in. */
  readonly people?: People;
  /** What to do with a long poll that must wait. Without it the function answers at once. */
  readonly hold?: (parked: Parked["parked"]) => Promise<void>;
}

const nobody: People = { verify: async () => undefined };

/** A function behind API Gateway: some of the API's routes, with what they need. */
export function apiHandler({ deps, routes, people = nobody, hold }: Composition) {
  const api = createApi({ app: deps, people, routes, limit: createRateLimit(clock, nodeCrypto.sha256) });

  async function answer(request: ApiRequest): Promise<ApiResponse> {
    const reply = await api(request);
    if (!("parked" in reply)) return reply;
    await hold?.(reply.parked);
    return (await api({ ...request, query: new URLSearchParams() })) as ApiResponse;
  }

  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
    .use(failWithProblem)
    .handler(async (event) => {
      const response = await answer(toApiRequest(event));
      // Nothing runs once a function has answered.
      await response.after?.().catch((cause) => log.error("work after an answer failed", { cause }));
      return toGatewayResult(response);
    });
}

/** Whatever breaks is an answer too, and says nothing of the inside. */
const failWithProblem: middy.MiddlewareObj<APIGatewayProxyEvent, APIGatewayProxyResult> = {
  onError: (request) => {
    log.error("a request failed", { path: request.event.path, cause: request.error });
    request.response = toGatewayResult(
      toResponse(problemReply("internal", "The request failed here; try it again."), request.event.path) as ApiResponse,
    );
  },
};
