import { html, type TemplateResult } from 'lit';
import { icons } from '../shared/icons.ts';
import { messages } from '../i18n/index.ts';

/** The name of the site: the receiver of a link has not seen the first screen. */
export const brand = (): TemplateResult => html`<div class="brand">${icons.flame(28)}<span>${messages().product}</span></div>`;
