/** Our own drawing of a raised hand. */
import { svg, type TemplateResult } from 'lit';
import { draw } from '../shared/icons.ts';

export const handIcon = (size = 24): TemplateResult => draw(svg`
  <path d="M7.5 12.5V6a1.5 1.5 0 0 1 3 0v5M10.5 10.5V4.3a1.5 1.5 0 0 1 3 0v6.2M13.5 10.5V5.5a1.5 1.5 0 0 1 3 0v6M16.5 11.5V9a1.5 1.5 0 0 1 3 0v5.5a7 7 0 0 1-7 7c-2.6
    0-4.3-1-5.6-3L3.6 14a1.6 1.6 0 0 1 2.6-1.8l1.3 1.6" />`, size);
