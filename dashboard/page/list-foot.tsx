import { productTexts } from "../texts/product.ts";
import { Press } from "./press.tsx";
import type { List } from "./use-list.ts";

/** How a list stands, and the way to more of it. */
export function ListFoot({ list, none }: { readonly list: List<unknown>; readonly none: string }) {
  return (
    <>
      <p role="status" class={list.items?.length === 0 ? "empty" : ""}>
        {list.loading ? productTexts.loading : list.items?.length === 0 ? none : ""}
      </p>
      <p class="warning" role="alert">
        {list.problem}
      </p>
      {list.problem && <Press onPress={list.reload}>{productTexts.tryAgain}</Press>}
      {list.loadMore && <Press onPress={list.loadMore}>{productTexts.loadMore}</Press>}
    </>
  );
}
