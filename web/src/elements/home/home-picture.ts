import { svg, html, type TemplateResult } from 'lit';

const tile = (x: number, y: number, ground: string): TemplateResult => svg`
  <g transform="translate(${x} ${y})">
    <rect width="230" height="170" rx="26" fill=${ground} />
    <circle cx="115" cy="68" r="27" fill="var(--_surface)" />
    <path d="M55 170c4-38 28-58 60-58s56 20 60 58Z" fill="var(--_surface)" />
  </g>`;

/** Two people and the link between them: decoration for wide screens. */
export const homePicture = (): TemplateResult => html`
  <svg class="picture" viewBox="0 0 480 420" width="480" height="420" aria-hidden="true" focusable="false">
    <path d="M232 112c110-10 168 46 150 128M246 316c-90 12-150-30-142-118" fill="none" stroke="var(--_accent)"
      stroke-width="5" stroke-linecap="round" stroke-dasharray="1 15" />
    ${tile(4, 20, 'color-mix(in oklab, var(--_accent) 78%, var(--_ground))')}
    ${tile(246, 230, 'color-mix(in oklab, var(--_accent) 42%, var(--_ground))')}
    <g transform="translate(196 166)" color="var(--_accent)">
      <circle cx="44" cy="44" r="44" fill="var(--_surface)" stroke="var(--_line)" />
      <path transform="translate(20 18) scale(1.5)" fill="currentColor" d="M17.2 2.5c.9 4.6-1.6 7-4 9.7-.5-1.3-.6-2.5-.4-3.9C8.2 11.4 5.5 15.3
        5.5 19.5a10.5 10.5 0 0 0 21 0c0-6.4-3.6-12.2-9.3-17Z" />
    </g>
  </svg>
`;
