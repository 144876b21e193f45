/** Our own drawings of what has to do with a shared screen. */
import { svg, type TemplateResult } from 'lit';
import { draw } from '../shared/icons.ts';

export const screenIcons = {
  share: (size = 24): TemplateResult => draw(svg`<rect x="2.5" y="4" width="19" height="13" rx="2.5" /><path d="M8 20.5h8M12 13.5V7.5M9.2 10 12 7.2l2.8 2.8" />`, size),
  stop: (size = 24): TemplateResult => draw(svg`<rect x="2.5" y="4" width="19" height="13" rx="2.5" /><path d="M8 20.5h8M9.5 8l5 5M14.5 8l-5 5" />`, size),
  zoomIn: (): TemplateResult => draw(svg`<circle cx="10.5" cy="10.5" r="7" /><path d="m15.7 15.7 5.3 5.3M7.5 10.5h6M10.5 7.5v6" />`, 20),
  zoomOut: (): TemplateResult => draw(svg`<circle cx="10.5" cy="10.5" r="7" /><path d="m15.7 15.7 5.3 5.3M7.5 10.5h6" />`, 20),
  fullScreen: (): TemplateResult => draw(svg`<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5" />`, 20),
  leaveFullScreen: (): TemplateResult => draw(svg`<path d="M9 4v5H4M20 9h-5V4M15 20v-5h5M4 15h5v5" />`, 20),
} as const;
