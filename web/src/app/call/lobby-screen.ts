import { html, type TemplateResult } from 'lit';
import type { CallView, LocalView } from 'firelink/call';
import '../../elements/lobby/firelink-lobby.ts';

/**
 * The one template of the lobby, which stands before the call's own code has come, and after: Lit keeps what the same
 * template has drawn, and draws anew, under a finger that is about to press, what comes from another that says the same.
 */
export function drawLobby(view: CallView, local: LocalView, isKeyExposed: boolean): TemplateResult {
  return html`<firelink-lobby .view=${view} .local=${local} .isKeyExposed=${isKeyExposed}></firelink-lobby>`;
}
