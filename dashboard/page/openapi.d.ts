export interface paths {
    "/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Approvals, newest first; pending ones by time left too. An agent sees its own. */
        get: operations["listApprovals"];
        put?: never;
        /** Ask for a person's approval. The same request again returns the same approval. */
        post: operations["requestApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{approvalRequestId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One approval. With `wait`, holds the answer until it has ended or the seconds are over. */
        get: operations["getApproval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{approvalRequestId}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide, as a signed-in reviewer. The first decision stands; whoever comes later is told who decided what. */
        post: operations["submitDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{approvalRequestId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw a pending request of one's own; it ends with the decision `error`. */
        post: operations["cancelApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{approvalRequestId}/expiry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move the expiry of a pending approval, counted from now. */
        post: operations["changeExpiry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{approvalRequestId}/reassign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand a pending approval over to other reviewers; every review link of it dies. For a reviewer of it, or an admin. */
        post: operations["reassignApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{approvalRequestId}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Each reviewer's own link to an approval, for a person whom no channel reaches. */
        get: operations["listReviewLinks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/review/{approvalRequestId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a reviewer is shown, and the nonce that their decision must carry. Changes nothing. */
        get: operations["getReview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/review/{approvalRequestId}/viewed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record that a person has the page before their eyes. */
        post: operations["recordViewed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/review/{approvalRequestId}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide, as the holder of a review link. */
        post: operations["submitReviewDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{approvalRequestId}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One approval's audit entries, in order. */
        get: operations["getApprovalAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The audit trail in order of time or newest first, filtered; `Accept: application/x-ndjson` or `text/csv` exports it. */
        get: operations["queryAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of approvals by day (UTC), agent and reviewer, and how many wait now. The last 30 days unless `from` and `to` (both inclusive) say otherwise. */
        get: operations["getStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/executions/{executionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One execution with a page of its notes, in order. */
        get: operations["getExecution"];
        /** Announce an execution or say how it ended. It is `waiting` by itself while an approval of its is pending. */
        put: operations["putExecution"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/executions/{executionId}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a note: what reviewers should know of an execution, in order. */
        post: operations["addNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/executions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Executions, newest first. An agent sees its own. */
        get: operations["listExecutions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The API keys by their prefixes, newest first. */
        get: operations["listApiKeys"];
        put?: never;
        /** Make an API key for an agent. The key is shown in this answer and never again, also not to the same Idempotency-Key. */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys/{prefix}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End an API key at once and for ever. */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/response-secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The secret with which a reviewer's program signs its approval-responses; always the same until the key changes. */
        post: operations["showResponseSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The webhooks, without their secrets. */
        get: operations["listWebhooks"];
        put?: never;
        /** Have events sent to a URL. The secret that signs them is shown in this answer and never again, also not to the same Idempotency-Key. */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhookId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One webhook, without its secrets. */
        get: operations["getWebhook"];
        put?: never;
        post?: never;
        /** Remove a webhook and forget its secrets. What is still on its way to it is given up. */
        delete: operations["removeWebhook"];
        options?: never;
        head?: never;
        /** Change a webhook, or turn it off or on; what is absent stays. */
        patch: operations["changeWebhook"];
        trace?: never;
    };
    "/v1/webhooks/{webhookId}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a webhook a new secret, shown in this answer only. For 24 hours the old one signs too. */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhookId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the event `webhook.test` to a webhook, whatever types it wants and also while it is turned off. */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhookId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was sent to a webhook in the last 30 days, newest event first, with every attempt. */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhookId}/deliveries/{deliveryId}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send one event again, under the same webhook-id. One that is still on its way goes on as it is. */
        post: operations["redeliverWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhookId}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the events of a stretch of time again, or all that failed, 100 at a time: with `nextCursor`, ask again with it. */
        post: operations["redeliverWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviewers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The directory of reviewers: how each is told that something waits for them. */
        get: operations["listReviewers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviewers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One reviewer's entry. Reviewers may read their own. */
        get: operations["getReviewer"];
        /** Write a reviewer's entry, whole. */
        put: operations["putReviewer"];
        post?: never;
        /** Remove a reviewer's entry: they can still decide, and are told of nothing more. */
        delete: operations["removeReviewer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/slack/interactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What people do in the deployment's Slack app. Slack signs it; it is answered before anything is decided. */
        post: operations["receiveSlackInteraction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public keys that verify what this deployment sends: the current one first, then the one before it. */
        get: operations["listKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the pages send people to sign in; 404 where people sign in otherwise. */
        get: operations["getSignIn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in. */
        get: operations["getSession"];
        put?: never;
        /** Sign a browser in, by the code that the issuer's page sent back or the token in the printed link. The session is kept in a cookie that no script can read. */
        post: operations["createSession"];
        /** Sign a browser out. */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{node}/executions/{executionId}/request-approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agentfield's clients: pause an execution for a person's approval. */
        post: operations["agentfieldRequestApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{node}/executions/{executionId}/approval-status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Agentfield's clients: what became of the approval that an execution asked for last. */
        get: operations["agentfieldApprovalStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/executions/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agentfield's clients: what reviewers should know of the execution that `X-Execution-ID` names. */
        post: operations["agentfieldAddNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/executions/{executionId}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agentfield's clients: how an execution ended. Its result is not kept. */
        post: operations["agentfieldReportExecution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agentfield's clients: an agent has started. What it could not be told yet is tried again soon. */
        post: operations["agentfieldRegisterNode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{node}/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agentfield's clients: an agent is alive. Nothing is kept of it. */
        post: operations["agentfieldHeartbeat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/approval-response": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A reviewer's program decides: `X-Webhook-Signature` is made with that reviewer's secret and tells who it is. */
        post: operations["agentfieldSignedDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/executions/{executionId}/approval-response": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide, as a signed-in reviewer, on what an execution asked for. */
        post: operations["agentfieldDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The list of pending approvals. */
        get: operations["getInbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What becomes of approvals, in figures. */
        get: operations["getOverviewPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/executions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The agents' executions. */
        get: operations["getExecutionsPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The audit trail. */
        get: operations["getAuditPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where events are sent, and what was sent. */
        get: operations["getWebhooksPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reviewers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The directory of reviewers. */
        get: operations["getReviewersPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/approvals/{approvalRequestId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One approval, for somebody signed in. */
        get: operations["getApprovalPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/executions/{executionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One execution, from its start to its end. */
        get: operations["getExecutionPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{webhookId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One webhook and its deliveries. */
        get: operations["getWebhookPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/review/{approvalRequestId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The page behind a review link. */
        get: operations["getReviewPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This API's OpenAPI 3.1 document. */
        get: operations["getOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/assets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the pages are made of. */
        get: operations["getAsset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the service answers, and can record what it is told. */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Approval: {
            approvalRequestId: string;
            /** @enum {string} */
            status: "pending" | "approved" | "rejected" | "request_changes" | "expired" | "error";
            title: string | null;
            agent: string;
            executionId: string | null;
            reviewers: string[];
            reviewer: {
                id: string;
                name: string;
                /** @enum {string} */
                via: "admin_token" | "oidc" | "iam" | "link" | "slack" | "response_secret";
            } | null;
            metadata: {
                [key: string]: string | number | boolean;
            };
            /**
             * Format: date-time
             * @description RFC 3339 with offset.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339 with offset.
             */
            expiresAt: string;
            decidedAt: string | null;
            /** Format: uri */
            approvalRequestUrl: string;
            decision: ("approved" | "rejected" | "request_changes" | "expired" | "error") | null;
            feedback: string | null;
            initiatedBy: string | null;
            /** @description Any JSON. */
            context: unknown;
            action: {
                name: string;
                /** @description Any JSON. */
                arguments: unknown;
            } | null;
            /** @description Any JSON. */
            arguments: unknown;
            /** @description Any JSON. */
            response: unknown;
            /** @description JSON Pointers to what no channel, event or webhook is told. */
            sensitive: string[];
            policy: {
                /** @constant */
                quorum: 1;
                exclusive: boolean;
                allowSelfApproval: boolean;
                remindAfterHours?: number;
                escalateAfterHours?: number;
                escalateTo?: string[];
            };
            /** @enum {string} */
            resumeState: "waiting" | "resuming" | "resumed" | "given_up";
            version: number;
        };
        ApprovalRequest: {
            /** @description Names the approval; chosen by the agent, unique within the deployment. */
            approvalRequestId: string;
            /** Format: uri */
            approvalRequestUrl?: string;
            /** @description Hours until the approval expires; fractions are allowed. Default 72. */
            expiresInHours?: number;
            /** @description Names the agent's run; chosen by the agent. */
            executionId?: string;
            /** @description Names an agent. */
            agent?: string;
            title?: string;
            /** @description Any JSON. */
            context?: unknown;
            action?: {
                name: string;
                /** @description Any JSON. */
                arguments?: unknown;
            };
            responseSchema?: unknown;
            reviewers?: string[];
            /** @description Names a reviewer. */
            initiatedBy?: string;
            policy?: {
                /** @constant */
                quorum?: 1;
                exclusive?: boolean;
                allowSelfApproval?: boolean;
                /** @description Hours from the request until its reviewers are reminded, once; fractions are allowed. */
                remindAfterHours?: number;
                /** @description Hours from the request until the reviewers in escalateTo are asked too; fractions are allowed. */
                escalateAfterHours?: number;
                escalateTo?: string[];
            };
            resume?: {
                /** @constant */
                kind: "poll";
            } | {
                /** @constant */
                kind: "task-token";
                taskToken: string;
            } | {
                /** @constant */
                kind: "durable";
                callbackId: string;
            } | {
                /** @constant */
                kind: "callback";
                /** Format: uri */
                url: string;
            } | {
                /** @constant */
                kind: "event";
                /** @description Any JSON. */
                detail: unknown;
            };
            metadata?: {
                [key: string]: string | number | boolean;
            };
            /** @description JSON Pointers (RFC 6901) to what only the review page may show, such as /context/iban: it is left out of every message, event and webhook. */
            sensitive?: string[];
        };
        DecisionRequest: {
            /** @enum {string} */
            decision: "approved" | "rejected" | "request_changes";
            feedback?: string;
            /** @description Any JSON. */
            response?: unknown;
            arguments?: unknown;
            nonce?: string;
        };
        Note: {
            noteId: string;
            message: string;
            tags: string[];
            by: string;
            /**
             * Format: date-time
             * @description RFC 3339 with offset.
             */
            at: string;
        };
        AgentfieldError: {
            /** @enum {string} */
            error: "invalid_request" | "unsupported_media_type" | "payload_too_large" | "unauthenticated" | "forbidden" | "not_a_reviewer" | "self_approval" | "not_your_approval" | "approval_not_found" | "execution_not_found" | "not_found" | "method_not_allowed" | "approval_request_conflict" | "approval_already_requested" | "too_many_waiters" | "api_key_already_created" | "secret_already_shown" | "already_decided" | "expired" | "link_superseded" | "reassigned" | "idempotency_key_reused" | "rate_limited" | "internal" | "unavailable";
            message: string;
            errors?: {
                field: string;
                detail: string;
            }[];
            approval?: components["schemas"]["ApprovalOutput"];
        };
        ApprovalSummary: {
            approvalRequestId: string;
            /** @enum {string} */
            status: "pending" | "approved" | "rejected" | "request_changes" | "expired" | "error";
            title: string | null;
            agent: string;
            executionId: string | null;
            reviewers: string[];
            reviewer: {
                id: string;
                name: string;
                /** @enum {string} */
                via: "admin_token" | "oidc" | "iam" | "link" | "slack" | "response_secret";
            } | null;
            metadata: {
                [key: string]: string | number | boolean;
            };
            /**
             * Format: date-time
             * @description RFC 3339 with offset.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339 with offset.
             */
            expiresAt: string;
            decidedAt: string | null;
            actionName: string | null;
        };
        AuditEntry: {
            /** @constant */
            schemaVersion: 1;
            eventId: string;
            type: string;
            /**
             * Format: date-time
             * @description RFC 3339 with offset.
             */
            at: string;
            approvalRequestId: string | null;
            sequence: number | null;
            executionId: string | null;
            agent: string | null;
            requestedBy: {
                id: string;
                via: string;
                credential: string | null;
            } | null;
            requesterSession: string | null;
            initiatedBy: string | null;
            reviewers: string | null;
            previousReviewers: string | null;
            escalateTo: string | null;
            action: {
                name: string;
                digest: string;
            } | null;
            contentDigest: string | null;
            displayedDigest: string | null;
            policy: {
                quorum: number;
                exclusive: boolean;
                allowSelfApproval: boolean;
            } | null;
            policyVersion: number | null;
            reviewer: string | null;
            reviewerName: string | null;
            authenticatedBy: string | null;
            session: string | null;
            channel: string | null;
            decision: string | null;
            meaning: string | null;
            feedback: string | null;
            responseDigest: string | null;
            createdAt: string | null;
            shownAt: string | null;
            decidedAt: string | null;
            expiresAt: string | null;
            previousState: string | null;
            state: string | null;
            detail: {
                [key: string]: string | number | boolean | null;
            };
            previousHash: string | null;
            hash: string;
            disclosed: {
                [key: string]: {
                    salt: string;
                    value: string;
                };
            };
        } & {
            [key: string]: unknown;
        };
        Execution: {
            executionId: string;
            agent: string;
            /** @enum {string} */
            status: "running" | "waiting" | "succeeded" | "failed";
            pendingApprovals: number;
            /**
             * Format: date-time
             * @description RFC 3339 with offset.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339 with offset.
             */
            updatedAt: string;
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            /** @enum {string} */
            code: "invalid_request" | "unsupported_media_type" | "payload_too_large" | "unauthenticated" | "forbidden" | "not_a_reviewer" | "self_approval" | "not_your_approval" | "approval_not_found" | "execution_not_found" | "not_found" | "method_not_allowed" | "approval_request_conflict" | "approval_already_requested" | "too_many_waiters" | "api_key_already_created" | "secret_already_shown" | "already_decided" | "expired" | "link_superseded" | "reassigned" | "idempotency_key_reused" | "rate_limited" | "internal" | "unavailable";
            detail: string;
            errors?: {
                field: string;
                detail: string;
            }[];
            approval?: components["schemas"]["ApprovalOutput"];
        };
        Review: {
            approval: components["schemas"]["ApprovalOutput"];
            notes: components["schemas"]["NoteOutput"][];
            earlierNotes: boolean;
            reviewer: {
                id: string;
                name: string;
            };
            nonce: string | null;
            meanings: {
                [key: string]: string;
            };
            /**
             * Format: date-time
             * @description RFC 3339 with offset.
             */
            now: string;
        };
        ApprovalOutput: {
            approvalRequestId: string;
            /** @enum {string} */
            status: "pending" | "approved" | "rejected" | "request_changes" | "expired" | "error";
            title: string | null;
            agent: string;
            executionId: string | null;
            reviewers: string[];
            reviewer: {
                id: string;
                name: string;
                /** @enum {string} */
                via: "admin_token" | "oidc" | "iam" | "link" | "slack" | "response_secret";
            } | null;
            metadata: {
                [key: string]: string | number | boolean;
            };
            /**
             * Format: date-time
             * @description RFC 3339 with offset.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339 with offset.
             */
            expiresAt: string;
            decidedAt: string | null;
            /** Format: uri */
            approvalRequestUrl: string;
            decision: ("approved" | "rejected" | "request_changes" | "expired" | "error") | null;
            feedback: string | null;
            initiatedBy: string | null;
            /** @description Any JSON. */
            context: unknown;
            action: {
                name: string;
                /** @description Any JSON. */
                arguments: unknown;
            } | null;
            /** @description Any JSON. */
            arguments: unknown;
            /** @description Any JSON. */
            response: unknown;
            /** @description JSON Pointers to what no channel, event or webhook is told. */
            sensitive: string[];
            policy: {
                /** @constant */
                quorum: 1;
                exclusive: boolean;
                allowSelfApproval: boolean;
                remindAfterHours?: number;
                escalateAfterHours?: number;
                escalateTo?: string[];
            };
            /** @enum {string} */
            resumeState: "waiting" | "resuming" | "resumed" | "given_up";
            version: number;
        };
        NoteOutput: {
            noteId: string;
            message: string;
            tags: string[];
            by: string;
            /**
             * Format: date-time
             * @description RFC 3339 with offset.
             */
            at: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listApprovals: {
        parameters: {
            query?: {
                status?: "pending" | "approved" | "rejected" | "request_changes" | "expired" | "error";
                agent?: string;
                reviewer?: string;
                /** @description What those may decide who are in this team now. For people; takes `status=pending`. */
                team?: string & (unknown & unknown);
                executionId?: string;
                /** @description By time left, the most urgent first. Takes `status=pending`. */
                sort?: "expiresAt";
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Approvals, newest first; pending ones by time left too. An agent sees its own. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approvals: components["schemas"]["ApprovalSummary"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestApproval: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key again, with the same body, has the same effect and the same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ApprovalRequest"];
            };
        };
        responses: {
            /** @description Ask for a person's approval. The same request again returns the same approval. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalOutput"];
                };
            };
            /** @description Ask for a person's approval. The same request again returns the same approval. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalOutput"];
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApproval: {
        parameters: {
            query?: {
                wait?: number;
            };
            header?: never;
            path: {
                /** @description Names the approval; chosen by the agent, unique within the deployment. */
                approvalRequestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One approval. With `wait`, holds the answer until it has ended or the seconds are over. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalOutput"];
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submitDecision: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key again, with the same body, has the same effect and the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Names the approval; chosen by the agent, unique within the deployment. */
                approvalRequestId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DecisionRequest"];
            };
        };
        responses: {
            /** @description Decide, as a signed-in reviewer. The first decision stands; whoever comes later is told who decided what. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalOutput"];
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelApproval: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key again, with the same body, has the same effect and the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Names the approval; chosen by the agent, unique within the deployment. */
                approvalRequestId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    feedback?: string;
                };
            };
        };
        responses: {
            /** @description Withdraw a pending request of one's own; it ends with the decision `error`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalOutput"];
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeExpiry: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key again, with the same body, has the same effect and the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Names the approval; chosen by the agent, unique within the deployment. */
                approvalRequestId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    expiresInHours: number;
                };
            };
        };
        responses: {
            /** @description Move the expiry of a pending approval, counted from now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalOutput"];
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reassignApproval: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key again, with the same body, has the same effect and the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Names the approval; chosen by the agent, unique within the deployment. */
                approvalRequestId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    reviewers: string[];
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Hand a pending approval over to other reviewers; every review link of it dies. For a reviewer of it, or an admin. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalOutput"];
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReviewLinks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Names the approval; chosen by the agent, unique within the deployment. */
                approvalRequestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each reviewer's own link to an approval, for a person whom no channel reaches. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        links: {
                            reviewer: string;
                            /** Format: uri */
                            url: string;
                        }[];
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Names the approval; chosen by the agent, unique within the deployment. */
                approvalRequestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What a reviewer is shown, and the nonce that their decision must carry. Changes nothing. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Review"];
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recordViewed: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key again, with the same body, has the same effect and the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Names the approval; chosen by the agent, unique within the deployment. */
                approvalRequestId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Record that a person has the page before their eyes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        viewed: true;
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submitReviewDecision: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key again, with the same body, has the same effect and the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Names the approval; chosen by the agent, unique within the deployment. */
                approvalRequestId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    decision: "approved" | "rejected" | "request_changes";
                    feedback?: string;
                    /** @description Any JSON. */
                    response?: unknown;
                    arguments?: unknown;
                    nonce: string;
                };
            };
        };
        responses: {
            /** @description Decide, as the holder of a review link. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalOutput"];
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApprovalAudit: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Names the approval; chosen by the agent, unique within the deployment. */
                approvalRequestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One approval's audit entries, in order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    queryAudit: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
                type?: string;
                agent?: string;
                reviewer?: string;
                approvalRequestId?: string;
                /** @description `asc`, as sealed, unless asked otherwise; `desc` is newest first. */
                order?: "asc" | "desc";
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The audit trail in order of time or newest first, filtered; `Accept: application/x-ndjson` or `text/csv` exports it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStats: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
                agent?: string;
                reviewer?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What became of approvals by day (UTC), agent and reviewer, and how many wait now. The last 30 days unless `from` and `to` (both inclusive) say otherwise. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description A day in UTC, as 2026-11-22. */
                        from: string;
                        /** @description A day in UTC, as 2026-11-22. */
                        to: string;
                        days: {
                            /** @description A day in UTC, as 2026-11-22. */
                            day: string;
                            requested: number;
                            decided: {
                                approved: number;
                                rejected: number;
                                request_changes: number;
                            };
                            timeToDecision: {
                                count: number;
                                medianMs: number | null;
                                p90Ms: number | null;
                                buckets: {
                                    upToMs: number | null;
                                    count: number;
                                }[];
                            };
                            expired: number;
                            cancelled: number;
                            failed: number;
                        }[];
                        total: {
                            requested: number;
                            decided: {
                                approved: number;
                                rejected: number;
                                request_changes: number;
                            };
                            timeToDecision: {
                                count: number;
                                medianMs: number | null;
                                p90Ms: number | null;
                                buckets: {
                                    upToMs: number | null;
                                    count: number;
                                }[];
                            };
                            expired: number;
                            cancelled: number;
                            failed: number;
                        };
                        agents: {
                            agent: string;
                            pending: number;
                            requested: number;
                            decided: {
                                approved: number;
                                rejected: number;
                                request_changes: number;
                            };
                            timeToDecision: {
                                count: number;
                                medianMs: number | null;
                                p90Ms: number | null;
                                buckets: {
                                    upToMs: number | null;
                                    count: number;
                                }[];
                            };
                            expired: number;
                            cancelled: number;
                            failed: number;
                        }[];
                        reviewers: {
                            reviewer: string;
                            decided: {
                                approved: number;
                                rejected: number;
                                request_changes: number;
                            };
                            timeToDecision: {
                                count: number;
                                medianMs: number | null;
                                p90Ms: number | null;
                                buckets: {
                                    upToMs: number | null;
                                    count: number;
                                }[];
                            };
                        }[];
                        now: {
                            pending: number;
                            oldestCreatedAt: string | null;
                            nearestExpiresAt: string | null;
                        };
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getExecution: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Names the agent's run; chosen by the agent. */
                executionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One execution with a page of its notes, in order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        executionId: string;
                        agent: string;
                        /** @enum {string} */
                        status: "running" | "waiting" | "succeeded" | "failed";
                        pendingApprovals: number;
                        /**
                         * Format: date-time
                         * @description RFC 3339 with offset.
                         */
                        createdAt: string;
                        /**
                         * Format: date-time
                         * @description RFC 3339 with offset.
                         */
                        updatedAt: string;
                        notes: components["schemas"]["NoteOutput"][];
                        notesCursor: string | null;
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Names the agent's run; chosen by the agent. */
                executionId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    status: "running" | "succeeded" | "failed";
                    /** @description Names an agent. */
                    agent?: string;
                };
            };
        };
        responses: {
            /** @description Announce an execution or say how it ended. It is `waiting` by itself while an approval of its is pending. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Execution"];
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addNote: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key again, with the same body, has the same effect and the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Names the agent's run; chosen by the agent. */
                executionId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    message: string;
                    tags?: string[];
                };
            };
        };
        responses: {
            /** @description Add a note: what reviewers should know of an execution, in order. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoteOutput"];
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listExecutions: {
        parameters: {
            query?: {
                agent?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Executions, newest first. An agent sees its own. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        executions: components["schemas"]["Execution"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The API keys by their prefixes, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        apiKeys: {
                            prefix: string;
                            agent: string | null;
                            description: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339 with offset.
                             */
                            createdAt: string;
                            revokedAt: string | null;
                        }[];
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key again, with the same body, has the same effect and the same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Names an agent. */
                    agent?: string;
                    description?: string;
                };
            };
        };
        responses: {
            /** @description Make an API key for an agent. The key is shown in this answer and never again, also not to the same Idempotency-Key. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        prefix: string;
                        agent: string | null;
                        description: string;
                        /**
                         * Format: date-time
                         * @description RFC 3339 with offset.
                         */
                        createdAt: string;
                        revokedAt: string | null;
                        key: string;
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                prefix: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description End an API key at once and for ever. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showResponseSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key again, with the same body, has the same effect and the same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Names a reviewer. */
                    reviewer: string;
                };
            };
        };
        responses: {
            /** @description The secret with which a reviewer's program signs its approval-responses; always the same until the key changes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        reviewer: string;
                        secret: string;
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhooks, without their secrets. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhooks: {
                            webhookId: string;
                            url: string;
                            eventTypes: string[] | null;
                            description: string;
                            signatures: ("v1" | "v1a")[];
                            enabled: boolean;
                            disabledBecause: ("answered_410" | "failing") | null;
                            failingSince: string | null;
                            previousSecretUntil: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339 with offset.
                             */
                            createdAt: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339 with offset.
                             */
                            updatedAt: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key again, with the same body, has the same effect and the same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    url: string;
                    eventTypes?: ("approval.created" | "approval.reminded" | "approval.escalated" | "approval.reassigned" | "approval.decided" | "approval.expired" | "approval.cancelled" | "approval.failed" | "execution.resumed")[] | null;
                    description?: string;
                    signatures?: ("v1" | "v1a")[];
                    enabled?: boolean;
                    secret?: string;
                };
            };
        };
        responses: {
            /** @description Have events sent to a URL. The secret that signs them is shown in this answer and never again, also not to the same Idempotency-Key. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhookId: string;
                        url: string;
                        eventTypes: string[] | null;
                        description: string;
                        signatures: ("v1" | "v1a")[];
                        enabled: boolean;
                        disabledBecause: ("answered_410" | "failing") | null;
                        failingSince: string | null;
                        previousSecretUntil: string | null;
                        /**
                         * Format: date-time
                         * @description RFC 3339 with offset.
                         */
                        createdAt: string;
                        /**
                         * Format: date-time
                         * @description RFC 3339 with offset.
                         */
                        updatedAt: string;
                        secret: string;
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One webhook, without its secrets. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhookId: string;
                        url: string;
                        eventTypes: string[] | null;
                        description: string;
                        signatures: ("v1" | "v1a")[];
                        enabled: boolean;
                        disabledBecause: ("answered_410" | "failing") | null;
                        failingSince: string | null;
                        previousSecretUntil: string | null;
                        /**
                         * Format: date-time
                         * @description RFC 3339 with offset.
                         */
                        createdAt: string;
                        /**
                         * Format: date-time
                         * @description RFC 3339 with offset.
                         */
                        updatedAt: string;
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Remove a webhook and forget its secrets. What is still on its way to it is given up. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    url?: string;
                    eventTypes?: ("approval.created" | "approval.reminded" | "approval.escalated" | "approval.reassigned" | "approval.decided" | "approval.expired" | "approval.cancelled" | "approval.failed" | "execution.resumed")[] | null;
                    description?: string;
                    signatures?: ("v1" | "v1a")[];
                    enabled?: boolean;
                };
            };
        };
        responses: {
            /** @description Change a webhook, or turn it off or on; what is absent stays. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhookId: string;
                        url: string;
                        eventTypes: string[] | null;
                        description: string;
                        signatures: ("v1" | "v1a")[];
                        enabled: boolean;
                        disabledBecause: ("answered_410" | "failing") | null;
                        failingSince: string | null;
                        previousSecretUntil: string | null;
                        /**
                         * Format: date-time
                         * @description RFC 3339 with offset.
                         */
                        createdAt: string;
                        /**
                         * Format: date-time
                         * @description RFC 3339 with offset.
                         */
                        updatedAt: string;
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key again, with the same body, has the same effect and the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    secret?: string;
                };
            };
        };
        responses: {
            /** @description Give a webhook a new secret, shown in this answer only. For 24 hours the old one signs too. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhookId: string;
                        url: string;
                        eventTypes: string[] | null;
                        description: string;
                        signatures: ("v1" | "v1a")[];
                        enabled: boolean;
                        disabledBecause: ("answered_410" | "failing") | null;
                        failingSince: string | null;
                        previousSecretUntil: string | null;
                        /**
                         * Format: date-time
                         * @description RFC 3339 with offset.
                         */
                        createdAt: string;
                        /**
                         * Format: date-time
                         * @description RFC 3339 with offset.
                         */
                        updatedAt: string;
                        secret: string;
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key again, with the same body, has the same effect and the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Send the event `webhook.test` to a webhook, whatever types it wants and also while it is turned off. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        eventId: string;
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                status?: "pending" | "succeeded" | "failed";
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was sent to a webhook in the last 30 days, newest event first, with every attempt. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deliveries: {
                            deliveryId: string;
                            eventId: string;
                            type: string;
                            approvalRequestId: string | null;
                            sequence: number;
                            /** @enum {string} */
                            status: "pending" | "succeeded" | "failed";
                            /**
                             * Format: date-time
                             * @description RFC 3339 with offset.
                             */
                            createdAt: string;
                            nextAttemptAt: string | null;
                            attempts: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339 with offset.
                                 */
                                at: string;
                                latencyMs: number;
                                /** @enum {string} */
                                outcome: "delivered" | "retry" | "gone";
                                responseStatus: number | null;
                                reason: string | null;
                            }[];
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redeliverWebhookDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key again, with the same body, has the same effect and the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                webhookId: string;
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Send one event again, under the same webhook-id. One that is still on its way goes on as it is. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deliveryId: string;
                        eventId: string;
                        type: string;
                        approvalRequestId: string | null;
                        sequence: number;
                        /** @enum {string} */
                        status: "pending" | "succeeded" | "failed";
                        /**
                         * Format: date-time
                         * @description RFC 3339 with offset.
                         */
                        createdAt: string;
                        nextAttemptAt: string | null;
                        attempts: {
                            /**
                             * Format: date-time
                             * @description RFC 3339 with offset.
                             */
                            at: string;
                            latencyMs: number;
                            /** @enum {string} */
                            outcome: "delivered" | "retry" | "gone";
                            responseStatus: number | null;
                            reason: string | null;
                        }[];
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redeliverWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key again, with the same body, has the same effect and the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Format: date-time
                     * @description RFC 3339 with offset.
                     */
                    from?: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339 with offset.
                     */
                    to?: string;
                    /** @constant */
                    status?: "failed";
                    cursor?: string;
                };
            };
        };
        responses: {
            /** @description Send the events of a stretch of time again, or all that failed, 100 at a time: with `nextCursor`, ask again with it. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        queued: number;
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReviewers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The directory of reviewers: how each is told that something waits for them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        reviewers: {
                            /** @description Names a reviewer. */
                            id: string;
                            name: string;
                            email: string | null;
                            slackUser: string | null;
                            pagerdutyService: string | null;
                            teamsWorkflow: string | null;
                            timeZone: string;
                            locale: string;
                            channels: ("slack" | "email" | "pagerduty" | "teams")[];
                            teams: string[];
                        }[];
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReviewer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One reviewer's entry. Reviewers may read their own. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Names a reviewer. */
                        id: string;
                        name: string;
                        email: string | null;
                        slackUser: string | null;
                        pagerdutyService: string | null;
                        teamsWorkflow: string | null;
                        timeZone: string;
                        locale: string;
                        channels: ("slack" | "email" | "pagerduty" | "teams")[];
                        teams: string[];
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putReviewer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    name: string;
                    email?: string | null;
                    slackUser?: string | null;
                    pagerdutyService?: string | null;
                    teamsWorkflow?: string | null;
                    /** @description IANA name of the zone in which they are told times. Default UTC. */
                    timeZone?: string;
                    /** @description BCP 47 tag of how times are written. Default en-GB. */
                    locale?: string;
                    channels?: ("slack" | "email" | "pagerduty" | "teams")[];
                    /** @description Teams that they are in. They see what waits for one another; it gives no right to decide. */
                    teams?: (string & (unknown & unknown))[];
                };
            };
        };
        responses: {
            /** @description Write a reviewer's entry, whole. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Names a reviewer. */
                        id: string;
                        name: string;
                        email: string | null;
                        slackUser: string | null;
                        pagerdutyService: string | null;
                        teamsWorkflow: string | null;
                        timeZone: string;
                        locale: string;
                        channels: ("slack" | "email" | "pagerduty" | "teams")[];
                        teams: string[];
                    };
                };
            };
            /** @description Write a reviewer's entry, whole. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Names a reviewer. */
                        id: string;
                        name: string;
                        email: string | null;
                        slackUser: string | null;
                        pagerdutyService: string | null;
                        teamsWorkflow: string | null;
                        timeZone: string;
                        locale: string;
                        channels: ("slack" | "email" | "pagerduty" | "teams")[];
                        teams: string[];
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeReviewer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Remove a reviewer's entry: they can still decide, and are told of nothing more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receiveSlackInteraction: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/x-www-form-urlencoded": {
                    payload: string;
                };
            };
        };
        responses: {
            /** @description What people do in the deployment's Slack app. Slack signs it; it is answered before anything is decided. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        response_action: "errors";
                        errors: {
                            [key: string]: string;
                        };
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The public keys that verify what this deployment sends: the current one first, then the one before it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: {
                            keyId: string;
                            /** @constant */
                            algorithm: "ed25519";
                            publicKey: string;
                        }[];
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where the pages send people to sign in; 404 where people sign in otherwise. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        authorizationEndpoint: string;
                        clientId: string;
                        redirectUri: string;
                        scope: string;
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who is signed in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        roles: ("reviewer" | "auditor" | "admin")[];
                        /** @description Teams that the directory of reviewers has them in. */
                        teams: string[];
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    code?: string;
                    codeVerifier?: string;
                    token?: string;
                };
            };
        };
        responses: {
            /** @description Sign a browser in, by the code that the issuer's page sent back or the token in the printed link. The session is kept in a cookie that no script can read. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        roles: ("reviewer" | "auditor" | "admin")[];
                        /** @description Teams that the directory of reviewers has them in. */
                        teams: string[];
                        /**
                         * Format: date-time
                         * @description RFC 3339 with offset.
                         */
                        expiresAt: string;
                    };
                };
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sign a browser out. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    agentfieldRequestApproval: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key again, with the same body, has the same effect and the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                node: string;
                /** @description Names the agent's run; chosen by the agent. */
                executionId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Names the approval; chosen by the agent, unique within the deployment. */
                    approval_request_id: string;
                    approval_request_url?: "" | string;
                    callback_url?: "" | string;
                    /** @description Hours until the approval expires; fractions are allowed. Default 72. */
                    expires_in_hours?: number;
                };
            };
        };
        responses: {
            /** @description Agentfield's clients: pause an execution for a person's approval. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approval_request_id: string;
                        /** Format: uri */
                        approval_request_url: string;
                        /** @enum {string} */
                        status: "pending" | "approved" | "rejected" | "request_changes" | "expired" | "error";
                    };
                };
            };
            /** @description Agentfield's clients: pause an execution for a person's approval. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approval_request_id: string;
                        /** Format: uri */
                        approval_request_url: string;
                        /** @enum {string} */
                        status: "pending" | "approved" | "rejected" | "request_changes" | "expired" | "error";
                    };
                };
            };
            /** @description An error as Agentfield's clients read it. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentfieldError"];
                };
            };
        };
    };
    agentfieldApprovalStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                node: string;
                /** @description Names the agent's run; chosen by the agent. */
                executionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Agentfield's clients: what became of the approval that an execution asked for last. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "pending" | "approved" | "rejected" | "request_changes" | "expired" | "error";
                        response: {
                            decision: string;
                            feedback: string;
                            reviewer: {
                                id: string;
                                name: string;
                                /** @enum {string} */
                                via: "admin_token" | "oidc" | "iam" | "link" | "slack" | "response_secret";
                            } | null;
                            /** @description Any JSON. */
                            response: unknown;
                            /**
                             * Format: date-time
                             * @description RFC 3339 with offset.
                             */
                            decided_at: string;
                        } | null;
                        /** Format: uri */
                        request_url: string;
                        /**
                         * Format: date-time
                         * @description RFC 3339 with offset.
                         */
                        requested_at: string;
                        responded_at: string | null;
                    };
                };
            };
            /** @description An error as Agentfield's clients read it. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentfieldError"];
                };
            };
        };
    };
    agentfieldAddNote: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key again, with the same body, has the same effect and the same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    message: string;
                    tags?: string[] | null;
                };
            };
        };
        responses: {
            /** @description Agentfield's clients: what reviewers should know of the execution that `X-Execution-ID` names. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        note_id: string;
                    };
                };
            };
            /** @description An error as Agentfield's clients read it. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentfieldError"];
                };
            };
        };
    };
    agentfieldReportExecution: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key again, with the same body, has the same effect and the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Names the agent's run; chosen by the agent. */
                executionId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    status: string;
                };
            };
        };
        responses: {
            /** @description Agentfield's clients: how an execution ended. Its result is not kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        execution_id: string;
                        status: string;
                    };
                };
            };
            /** @description An error as Agentfield's clients read it. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentfieldError"];
                };
            };
        };
    };
    agentfieldRegisterNode: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key again, with the same body, has the same effect and the same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    id?: string;
                };
            };
        };
        responses: {
            /** @description Agentfield's clients: an agent has started. What it could not be told yet is tried again soon. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "registered";
                        message: string;
                    };
                };
            };
            /** @description An error as Agentfield's clients read it. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentfieldError"];
                };
            };
        };
    };
    agentfieldHeartbeat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                node: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Agentfield's clients: an agent is alive. Nothing is kept of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error as Agentfield's clients read it. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentfieldError"];
                };
            };
        };
    };
    agentfieldSignedDecision: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Names the approval; chosen by the agent, unique within the deployment. */
                    requestId: string;
                    /** @enum {string} */
                    decision: "approved" | "rejected" | "request_changes";
                    feedback?: string | null;
                };
            };
        };
        responses: {
            /** @description A reviewer's program decides: `X-Webhook-Signature` is made with that reviewer's secret and tells who it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "processed";
                        approval_request_id: string;
                        execution_id: string | null;
                        decision: string;
                        /** @constant */
                        new_status: "running";
                    };
                };
            };
            /** @description An error as Agentfield's clients read it. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentfieldError"];
                };
            };
        };
    };
    agentfieldDecision: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key again, with the same body, has the same effect and the same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Names the agent's run; chosen by the agent. */
                executionId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    decision: "approved" | "rejected" | "request_changes";
                    feedback?: string | null;
                    reason?: string | null;
                    /** @description Names the approval; chosen by the agent, unique within the deployment. */
                    approval_request_id?: string;
                };
            };
        };
        responses: {
            /** @description Decide, as a signed-in reviewer, on what an execution asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "processed";
                        approval_request_id: string;
                        execution_id: string | null;
                        decision: string;
                        /** @constant */
                        new_status: "running";
                    };
                };
            };
            /** @description An error as Agentfield's clients read it. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentfieldError"];
                };
            };
        };
    };
    getInbox: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list of pending approvals. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOverviewPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What becomes of approvals, in figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getExecutionsPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The agents' executions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAuditPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The audit trail. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhooksPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where events are sent, and what was sent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReviewersPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The directory of reviewers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApprovalPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Names the approval; chosen by the agent, unique within the deployment. */
                approvalRequestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One approval, for somebody signed in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getExecutionPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Names the agent's run; chosen by the agent. */
                executionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One execution, from its start to its end. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhookPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One webhook and its deliveries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReviewPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Names the approval; chosen by the agent, unique within the deployment. */
                approvalRequestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page behind a review link. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description This API's OpenAPI 3.1 document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the pages are made of. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the service answers, and can record what it is told. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem Details, RFC 9457. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
