import { html, type TemplateResult } from 'lit';
import type { LinkProblem } from '../../elements/i18n/messages.ts';
import '../../elements/home/firelink-home.ts';

/** @param isBusy a call is being started, or the lobby of an opened link is loading */
export function drawHome(displayName: string, problem: Exclude<LinkProblem, 'empty'> | undefined, isBusy: boolean): TemplateResult {
  return html`<firelink-home .displayName=${displayName} .problem=${problem} .isBusy=${isBusy}></firelink-home>`;
}
