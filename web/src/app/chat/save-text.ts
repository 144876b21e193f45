/** A text as a file of the browser's downloads. */
import { systemClock } from 'firelink/base';

/** A browser reads the address after the press that it comes from. */
const KEPT_MS = 10_000;

export function saveText(text: string, clock = systemClock): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `firelink-chat-${new Date(clock.now()).toISOString().slice(0, 10)}.txt`;
  link.click();
  clock.after(KEPT_MS, () => URL.revokeObjectURL(address));
}
