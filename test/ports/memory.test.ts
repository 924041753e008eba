import { emptyMemory } from "../../functions/adapters/memory/memory-state.ts";
import { memoryStores } from "../../functions/adapters/memory/memory-stores.ts";
import { storeContract } from "./store-contract.ts";

storeContract("stores in memory", {
  open: async () => {
    const state = emptyMemory();
    return {
      ...memoryStores(state),
      forget: async (_, eventId) => {
        state.disclosures.delete(eventId);
      },
      close: async () => {},
    };
  },
  raceRounds: 200,
});
