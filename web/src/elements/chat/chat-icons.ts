/** The chat's own drawings. */
import { svg, type TemplateResult } from 'lit';
import { draw } from '../shared/icons.ts';

export const chatIcons = {
  send: (): TemplateResult => draw(svg`<path d="M4 12 3.5 4.5 21 12 3.5 19.5 4 12ZM4 12h8" />`),
  save: (): TemplateResult => draw(svg`<path d="M12 3.5V15M7.5 10.5 12 15l4.5-4.5M5 19.5h14" />`, 20),
  down: (): TemplateResult => draw(svg`<path d="M12 5v14M6 13l6 6 6-6" />`, 18),
  sending: (): TemplateResult => draw(svg`<circle cx="12" cy="12" r="8.5" /><path d="M12 7v5l3 2" />`, 14),
  delivered: (): TemplateResult => draw(svg`<path d="m4.5 12.5 5 5 10-11" />`, 14),
} as const;
