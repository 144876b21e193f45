import { css } from 'lit';

export const transferStyles = css`
  :host {
    display: block;
    contain-intrinsic-size: auto 9rem;
    content-visibility: auto;
  }

  .row {
    display: grid;
    gap: 0.625rem;
    padding: 0.75rem 0.875rem;
    border: 1px solid var(--_line);
    border-radius: 1.125rem;
    background: var(--_surface);
  }

  .row:focus-visible {
    outline-offset: -3px;
  }

  /* What waits for an answer stands out among what does not. */
  .row.offered:has(.primary) {
    border-color: var(--_accent);
  }

  .row.declined,
  .row.cancelled {
    background: none;
  }

  .head {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.75rem;
    align-items: start;
  }

  .direction {
    display: grid;
    place-items: center;
    width: 2.25rem;
    height: 2.25rem;
    border-radius: 50%;
    background: var(--_raised);
    color: var(--_faint);
  }

  p {
    margin: 0;
  }

  .name {
    font-weight: 600;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }

  .folders {
    color: var(--_faint);
    font-weight: 400;
  }

  .facts,
  .numbers,
  .rates {
    color: var(--_faint);
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
    line-height: 1.45;
    overflow-wrap: anywhere;
  }

  .facts,
  .numbers {
    display: flex;
    flex-wrap: wrap;
    column-gap: 0.375rem;
  }

  /* The point ends the part before it, so that no line begins with one. */
  .facts span:not(:last-child)::after,
  .numbers span:not(:last-child)::after {
    content: ' ·' / '';
  }

  .numbers {
    color: var(--_ink);
  }

  .rates {
    font-size: 0.8125rem;
  }

  progress {
    display: block;
    width: 100%;
    height: 0.5rem;
    border: 0;
    border-radius: 999px;
    overflow: hidden;
    appearance: none;
    background: var(--_line);
    color: var(--_accent);
  }

  progress::-webkit-progress-bar {
    background: var(--_line);
  }

  progress::-webkit-progress-value {
    background: var(--_accent);
  }

  progress::-moz-progress-bar {
    background: var(--_accent);
  }

  .status {
    font-size: 0.9375rem;
    line-height: 1.45;
    overflow-wrap: anywhere;
  }

  .status.good,
  .status.bad {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.5rem;
    align-items: start;
  }

  .status svg {
    margin-top: 0.0625rem;
  }

  .status.good {
    color: light-dark(#1c6b3a, #7fdca0);
  }

  .status.bad {
    padding: 0.625rem 0.75rem;
    border-radius: calc(var(--_radius) - 0.25rem);
    background: var(--_warning-ground);
    color: var(--_warning);
  }

  .next {
    color: var(--_ink);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }

  .actions .button {
    min-width: 0;
    min-height: 2.75rem;
    padding: 0.375rem 1.125rem;
    font-size: 0.9375rem;
  }

  @media (forced-colors: active) {
    progress {
      border: 1px solid CanvasText;
    }

    progress::-webkit-progress-value {
      background: Highlight;
      forced-color-adjust: none;
    }

    progress::-moz-progress-bar {
      background: Highlight;
      forced-color-adjust: none;
    }

    .status.bad {
      border: 1px solid CanvasText;
    }
  }
`;
