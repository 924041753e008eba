import * as z from "zod/mini";
import { reviewerId } from "./identifiers.ts";

/** Body of `POST /v1/response-secrets`. */
export const responseSecretRequest = z.strictObject({ reviewer: reviewerId });

export const responseSecretResponse = z.object({ reviewer: z.string(), secret: z.string() });
