import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Press } from "../page/press.tsx";
import { productTexts as texts } from "../texts/product.ts";

interface Props {
  readonly load: () => Promise<FunctionComponent>;
}

/** A page whose code is loaded when somebody goes there. */
export function LazyPage({ load }: Props) {
  const [page, setPage] = useState<{ readonly Page: FunctionComponent }>();
  const [failed, setFailed] = useState(false);
  const fetch = () => {
    setFailed(false);
    load().then(
      (Page) => setPage({ Page }),
      () => setFailed(true),
    );
  };
  useEffect(fetch, []);
  if (page) return <page.Page />;
  if (!failed) return <p role="status">{texts.loading}</p>;
  return (
    <div role="alert">
      <p class="warning">{texts.unreachable}</p>
      <Press onPress={fetch}>{texts.tryAgain}</Press>
    </div>
  );
}
