import { css } from 'lit';

/**
 * Colours, sizes and type that every element shares, on its own host, so each can be used alone. Names with
 * `--firelink-` are a site owner's to set; those with `--_` are ours. light-dark() follows the page's color-scheme.
 * Pairs of text and ground hold 4.5:1 (WCAG 2.2, 1.4.3) in both schemes.
 *
 * @cssprop --firelink-accent - the one accent colour: primary buttons, focus rings, links
 * @cssprop --firelink-on-accent - text on the accent
 * @cssprop --firelink-background - ground of the screens outside a call
 * @cssprop --firelink-font - font stack
 */
export const tokens = css`
  :host {
    --_accent: var(--firelink-accent, light-dark(#b83d0b, #ff9257));
    --_accent-strong: color-mix(in oklab, var(--_accent) 88%, light-dark(black, white));
    --_on-accent: var(--firelink-on-accent, light-dark(#ffffff, #2b1003));
    --_ground: var(--firelink-background, light-dark(#fbf7f3, #14100e));
    --_surface: light-dark(#ffffff, #1f1916);
    --_raised: light-dark(#f3ece5, #2b2420);
    --_line: light-dark(#e2d7cd, #3a312c);
    /* The edge of a field is what shows that it is one: 3:1 against the ground (WCAG 2.2, 1.4.11). */
    --_edge: light-dark(#91827a, #85766c);
    --_ink: light-dark(#241a15, #f6eee8);
    --_faint: light-dark(#675850, #bcaea4);
    --_danger: #c8232c;
    --_on-danger: #ffffff;
    --_warning: light-dark(#8a4300, #ffc08a);
    --_warning-ground: light-dark(#fff0e0, #38230f);
    --_glow: light-dark(#ffd9bf, #4a2009);
    --_stage: #0e0b0a;

    --_font: var(
      --firelink-font,
      system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Noto Sans',
      'Noto Sans CJK JP',
      'Liberation Sans',
      sans-serif
    );
    --_radius: 0.875rem;
    --_radius-large: 1.375rem;
    --_target: 3rem;
    --_shadow: 0 1px 2px rgb(60 30 10 / 8%), 0 12px 32px -12px rgb(60 30 10 / 22%);
    --_zoom: 1;
    --_safe-top: env(safe-area-inset-top, 0px);
    --_safe-right: env(safe-area-inset-right, 0px);
    --_safe-bottom: env(safe-area-inset-bottom, 0px);
    --_safe-left: env(safe-area-inset-left, 0px);

    box-sizing: border-box;
    color: var(--_ink);
    font-family: var(--_font);
    line-height: 1.5;
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }

  /* A wall-sized screen is looked at from further away: everything grows with it. */
  @media (min-width: 120rem) and (min-height: 56rem) {
    :host {
      --_zoom: 1.25;
    }
  }

  @media (min-width: 200rem) and (min-height: 100rem) {
    :host {
      --_zoom: 2;
    }
  }

  :host([hidden]) {
    display: none !important;
  }

  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }

  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 3px;
  }

  .hidden-visually {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  svg {
    display: block;
    flex: none;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 1ms !important;
      animation-iteration-count: 1 !important;
      transition-duration: 1ms !important;
    }
  }
`;
