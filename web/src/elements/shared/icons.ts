/** Our own drawings, 24 units wide. They are decoration: the control that holds one carries the name. */
import { html, svg, type TemplateResult } from 'lit';

export const draw = (shapes: TemplateResult, size = 24): TemplateResult => html`
  <svg width=${size} height=${size} viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.9"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${shapes}</svg>`;

const microphone = svg`<rect x="9" y="3" width="6" height="11" rx="3" /><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />`;
const camera = svg`<rect x="2.5" y="6.5" width="12.5" height="11" rx="2.5" /><path d="m15 11 5-3a1 1 0 0 1 1.5.9v6.2a1 1 0 0 1-1.5.9l-5-3" />`;
const slash = svg`<path d="M4 3.5 20.5 20" />`;
const person = svg`<circle cx="12" cy="8.2" r="4" /><path d="M4 20.5c.9-4 4-6.2 8-6.2s7.1 2.2 8 6.2" />`;
const bubble = svg`<path d="M5.5 4.5h13A2.5 2.5 0 0 1 21 7v7.5a2.5 2.5 0 0 1-2.5 2.5H11l-4.7 3.6V17h-.8A2.5 2.5 0 0 1 3 14.5V7a2.5 2.5 0 0 1 2.5-2.5Z" />`;

export const icons = {
  microphone: (): TemplateResult => draw(microphone),
  microphoneOff: (size?: number): TemplateResult => draw(svg`${microphone}${slash}`, size),
  camera: (): TemplateResult => draw(camera),
  cameraOff: (size?: number): TemplateResult => draw(svg`${camera}${slash}`, size),
  check: (): TemplateResult => draw(svg`<path d="m4.5 12.5 5 5 10-11" />`, 20),
  chat: (): TemplateResult => draw(svg`${bubble}<path d="M8 9.2h8M8 12.6h5" />`),
  person: (size?: number): TemplateResult => draw(person, size),
  warning: (): TemplateResult => draw(svg`<path d="M12 4 2.8 19.5h18.4L12 4ZM12 10v4.5M12 17.2v.1" />`, 20),
  settings: (): TemplateResult => draw(svg`<path d="M4 7h8M18 7h2M4 17h2M12 17h8" /><circle cx="15" cy="7" r="2.6" /><circle cx="9" cy="17" r="2.6" />`),
  flip: (): TemplateResult => draw(svg`<path d="M20 11a8 8 0 0 0-14.5-3.5M4 13a8 8 0 0 0 14.5 3.5M5.5 3v4.5H10M18.5 21v-4.5H14" />`),
  globe: (): TemplateResult => draw(svg`<circle cx="12" cy="12" r="8.5" /><path d="M3.5 12h17M12 3.5c-5 5-5 12 0 17M12 3.5c5 5 5 12 0 17" />`, 18),
  close: (): TemplateResult => draw(svg`<path d="m6 6 12 12M18 6 6 18" />`, 20),
  /** The product's sign: a flame whose heart is a link. */
  flame: (size = 32): TemplateResult => html`
    <svg width=${size} height=${size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path fill="currentColor" d="M17.2 2.5c.9 4.6-1.6 7-4 9.7-.5-1.3-.6-2.5-.4-3.9C8.2 11.4 5.5 15.3 5.5 19.5a10.5 10.5 0 0 0 21
        0c0-6.4-3.6-12.2-9.3-17Z" />
      <path fill="var(--_ground)" d="M16.6 15c.2 2.3-1.1 3.4-2.3 4.7-.9 1-1.7 2-1.7 3.5a3.7 3.7 0 0 0 7.4 0c0-3.2-1.1-5.9-3.4-8.2Z" />
    </svg>`,
} as const;
