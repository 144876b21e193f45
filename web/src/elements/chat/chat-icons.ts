/** The chat's own drawings. */
import { svg, type TemplateResult } from 'lit';
import { draw } from '../shared/icons.ts';

const bubble = svg`<path d="M5.5 4.5h13A2.5 2.5 0 0 1 21 7v7.5a2.5 2.5 0 0 1-2.5 2.5H11l-4.7 3.6V17h-.8A2.5 2.5 0 0 1 3 14.5V7a2.5 2.5 0 0 1 2.5-2.5Z" />`;

export const chatIcons = {
  chat: (): TemplateResult => draw(svg`${bubble}<path d="M8 9.2h8M8 12.6h5" />`),
  send: (): TemplateResult => draw(svg`<path d="M4 12 3.5 4.5 21 12 3.5 19.5 4 12ZM4 12h8" />`),
  save: (): TemplateResult => draw(svg`<path d="M12 3.5V15M7.5 10.5 12 15l4.5-4.5M5 19.5h14" />`, 20),
  down: (): TemplateResult => draw(svg`<path d="M12 5v14M6 13l6 6 6-6" />`, 18),
  sending: (): TemplateResult => draw(svg`<circle cx="12" cy="12" r="8.5" /><path d="M12 7v5l3 2" />`, 14),
  delivered: (): TemplateResult => draw(svg`<path d="m4.5 12.5 5 5 10-11" />`, 14),
} as const;
