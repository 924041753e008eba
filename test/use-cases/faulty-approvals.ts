import type { ApprovalStore } from "../../functions/ports/approval-store.ts";

/**
 * `before`: the write fails. `after`: it is made and the caller sees a time-out. `conflict`: the store says that
 * somebody was quicker.
 */
export type Fault = "before" | "after" | "conflict" | null;

/** A store whose commits go wrong as told, one fault for each commit in order, and then go well. */
export function faultyApprovals(store: ApprovalStore, faults: Fault[]): ApprovalStore {
  return {
    ...store,
    commit: async (change) => {
      const fault = faults.shift() ?? null;
      if (fault === "before") throw new Error("the store timed out before it wrote");
      if (fault === "conflict") return "conflict";
      const outcome = await store.commit(change);
      if (fault === "after") throw new Error("the store timed out after it wrote");
      return outcome;
    },
  };
}
