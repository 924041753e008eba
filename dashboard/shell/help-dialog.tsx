import { useState } from "preact/hooks";
import { Modal } from "../page/modal.tsx";
import { Press } from "../page/press.tsx";
import { shortcutsOn, turnShortcuts } from "../page/shortcuts.ts";
import { shellTexts as texts } from "../texts/shell.ts";

/** Which keys do what. */
export function HelpDialog({ close }: { readonly close: () => void }) {
  const [on, setOn] = useState(shortcutsOn);
  return (
    <Modal title={texts.help} onClose={close}>
      <dl class="facts keys">
        {texts.keys.map(([keys, words]) => (
          <div key={words}>
            <dt>
              {keys.split(" ").map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p>
        <label class="check">
          <input
            type="checkbox"
            checked={on}
            onChange={(event) => {
              turnShortcuts(event.currentTarget.checked);
              setOn(event.currentTarget.checked);
            }}
          />
          {texts.keysOn}
        </label>
      </p>
      <div class="choices">
        <Press onPress={close}>{texts.close}</Press>
      </div>
    </Modal>
  );
}
