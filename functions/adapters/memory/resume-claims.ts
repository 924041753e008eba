import type { ResumeClaims } from "../../ports/resume-claims.ts";
import type { MemoryState } from "./memory-state.ts";

export function memoryResumeClaims({ resumeClaims }: MemoryState): ResumeClaims {
  const ofApproval = (id: string) => {
    const claims = resumeClaims.get(id) ?? new Map();
    resumeClaims.set(id, claims);
    return claims;
  };
  return {
    take: async (id, waiterId, holder, now, until) => {
      const known = ofApproval(id).get(waiterId) ?? { attempts: 0, unheard: 0, until: 0, holder: "" };
      if (known.holder === holder) return { attempt: known.attempts, unheard: known.unheard - 1 };
      if (known.until > now) return undefined;
      ofApproval(id).set(waiterId, { attempts: known.attempts + 1, unheard: known.unheard + 1, until, holder });
      return { attempt: known.attempts + 1, unheard: known.unheard };
    },
    putOff: async (id, waiterId, { attempt, unheard }, until, heard) => {
      const known = ofApproval(id).get(waiterId);
      if (known?.attempts !== attempt) return;
      ofApproval(id).set(waiterId, { ...known, unheard: heard ? unheard : unheard + 1, until, holder: "" });
    },
    hasten: async (id, waiterId, now) => {
      const known = ofApproval(id).get(waiterId);
      if (known?.holder === "" && known.until > now)
        ofApproval(id).set(waiterId, { ...known, attempts: 0, until: now });
    },
    waits: async (id) => new Map([...ofApproval(id)].map(([waiterId, { until }]) => [waiterId, until])),
  };
}
