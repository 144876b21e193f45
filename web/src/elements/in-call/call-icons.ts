/** Our own drawings that the first screen has no use for. */
import { svg, type TemplateResult } from 'lit';
import { draw } from '../shared/icons.ts';

export const callIcons = {
  hangUp: (): TemplateResult => draw(svg`
    <path fill="currentColor" stroke="none" d="M12 8.2c-3.7 0-7 1.1-9.3 3-.7.6-.9 1.5-.5 2.3l1.2 2.3c.4.8 1.3 1.1 2.1.8l2.6-1c.7-.3
      1.1-.9 1.1-1.6v-1.5a10 10 0 0 1 5.6 0V14c0 .7.4 1.3 1.1 1.6l2.6 1c.8.3 1.7 0 2.1-.8l1.2-2.3c.4-.8.2-1.7-.5-2.3-2.3-1.9-5.6-3-9.3-3Z" />`, 28),
  copy: (): TemplateResult => draw(svg`<rect x="8.5" y="8.5" width="12" height="12" rx="2.5" /><path d="M15.5 8.5V6A2.5 2.5 0 0 0 13 3.5H6A2.5 2.5 0 0 0 3.5 6v7A2.5 2.5 0 0 0 6 15.5h2.5" />`, 20),
  share: (): TemplateResult => draw(svg`<path d="M12 15V3.5M7.5 7.5 12 3l4.5 4.5M5 12v6.5A2.5 2.5 0 0 0 7.5 21h9a2.5 2.5 0 0 0 2.5-2.5V12" />`, 20),
  speaker: (): TemplateResult => draw(svg`<path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5H4ZM15.5 9a4.2 4.2 0 0 1 0 6M18.3 6.2a8.2 8.2 0 0 1 0 11.6" />`),
  bell: (): TemplateResult => draw(svg`<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15L6 16.5ZM10 21.2h4" />`, 20),
  qr: (): TemplateResult => draw(svg`<path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5M20 14v6h-6v-1.5" />`, 20),
  more: (): TemplateResult => draw(svg`<g fill="currentColor" stroke="none"><circle cx="5" cy="12" r="2" /><circle cx="12" cy="12" r="2" /><circle cx="19" cy="12" r="2" /></g>`),
} as const;
