import assert from "node:assert/strict";
import { suite } from "node:test";
import { type Adapter, onStores, plain } from "./stores-under-test.ts";

const toRita = { approvalRequestId: "claim-42", reviewer: "rita", channel: "slack" };

/** `MessageReceipts`. */
export function messageReceiptContract(adapter: Adapter): void {
  suite("receipts of messages", () => {
    onStores(adapter, "are kept in the order of what they told of", async ({ receipts }) => {
      assert.deepEqual(await receipts.of(toRita), []);
      await receipts.keep({ ...toRita, sequence: 11 }, "third");
      await receipts.keep({ ...toRita, sequence: 1 }, "first");
      await receipts.keep({ ...toRita, sequence: 2 }, "second");
      assert.deepEqual(plain(await receipts.of(toRita)), [
        { sequence: 1, receipt: "first" },
        { sequence: 2, receipt: "second" },
        { sequence: 11, receipt: "third" },
      ]);
    });

    onStores(adapter, "are replaced by those of the same message", async ({ receipts }) => {
      await receipts.keep({ ...toRita, sequence: 1 }, "first");
      await receipts.keep({ ...toRita, sequence: 1 }, "again");
      assert.deepEqual(plain(await receipts.of(toRita)), [{ sequence: 1, receipt: "again" }]);
    });

    onStores(adapter, "are nobody else's", async ({ receipts }) => {
      await receipts.keep({ ...toRita, sequence: 1 }, "hers");
      for (const other of [{ approvalRequestId: "claim-4" }, { reviewer: "rit" }, { channel: "slac" }])
        assert.deepEqual(await receipts.of({ ...toRita, ...other }), []);
    });
  });
}
