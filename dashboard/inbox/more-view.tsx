import { Press } from "../page/press.tsx";
import { inboxTexts as texts } from "../texts/inbox.ts";
import { productTexts } from "../texts/product.ts";
import type { Pending } from "./use-pending.ts";

interface Props {
  readonly pending: Pending;
  readonly count: number;
  readonly narrowed: boolean;
}

/** Says that more waits than is loaded, and loads as much again. */
export function MoreView({ pending, count, narrowed }: Props) {
  return (
    <div class="more">
      <p class="kind">{narrowed ? texts.onlyLoaded(count) : texts.moreWait(count)}</p>
      <Press disabled={pending.loading} onPress={pending.loadMore}>
        {pending.loading ? productTexts.loading : texts.loadMore}
      </Press>
    </div>
  );
}
