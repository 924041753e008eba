import { shellTexts as texts } from "../texts/shell.ts";
import { Modal } from "./modal.tsx";
import { Press } from "./press.tsx";
import { SureButton } from "./sure-button.tsx";

interface Props {
  readonly title: string;
  /** What it means. */
  readonly words: string;
  readonly yes: string;
  readonly sure: () => void;
  readonly back: () => void;
}

/** A question before something that cannot be taken back. */
export function AskFirst({ title, words, yes, sure, back }: Props) {
  return (
    <Modal title={title} describedBy="meaning" onClose={back}>
      <p id="meaning">{words}</p>
      <div class="choices">
        <SureButton onSure={sure}>{yes}</SureButton>
        <Press onPress={back}>{texts.back}</Press>
      </div>
    </Modal>
  );
}
