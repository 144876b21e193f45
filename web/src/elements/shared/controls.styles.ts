import { css } from 'lit';

/** Buttons and text fields, the same on every screen. */
export const controls = css`
  button {
    -webkit-tap-highlight-color: transparent;
    font: inherit;
    color: inherit;
    cursor: pointer;
    touch-action: manipulation;
  }

  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.625rem;
    min-height: var(--_target);
    padding: 0.625rem 1.375rem;
    border: 1px solid var(--_edge);
    border-radius: 999px;
    background: var(--_surface);
    font-weight: 600;
    text-align: center;
    transition: background-color 120ms ease, transform 120ms ease;
  }

  .button:hover {
    background: var(--_raised);
  }

  .button:active {
    transform: scale(0.98);
  }

  .button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .button.primary:hover {
    background: var(--_accent-strong);
  }

  .button.large {
    min-height: 3.5rem;
    padding-inline: 2rem;
    font-size: 1.125rem;
  }

  .button:disabled,
  .button[aria-disabled='true'] {
    cursor: default;
    transform: none;
  }

  .button.primary[aria-disabled='true'] {
    opacity: 0.5;
  }

  .button:disabled:not(.primary) {
    border-color: var(--_line);
    color: var(--_faint);
  }

  /* For what few look for. */
  .quiet {
    min-height: var(--_target);
    padding: 0;
    border: 0;
    background: none;
    color: var(--_faint);
    font-size: 0.9375rem;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  .quiet:hover {
    color: var(--_ink);
  }

  /* Round, with a drawing alone: the bar of a call. */
  .round {
    position: relative;
    display: inline-grid;
    place-items: center;
    width: var(--_round, 3.5rem);
    height: var(--_round, 3.5rem);
    padding: 0;
    border: 1px solid transparent;
    border-radius: 50%;
    background: rgb(66 57 52 / 88%);
    color: #ffffff;
    transition: background-color 120ms ease, transform 120ms ease;
  }

  .round:hover {
    background: rgb(92 80 73 / 94%);
  }

  .round:active {
    transform: scale(0.95);
  }

  .round.danger {
    background: var(--_danger);
    color: var(--_on-danger);
  }

  .round.danger:hover {
    background: #ab1a23;
  }

  .field {
    width: 100%;
    min-width: 0;
    min-height: var(--_target);
    padding: 0.625rem 1rem;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    font: inherit;
    text-overflow: ellipsis;
  }

  .field:focus-visible {
    outline-offset: 1px;
  }

  .field::placeholder {
    color: var(--_faint);
    opacity: 1;
  }

  .field[aria-invalid='true'] {
    border-color: var(--_danger);
  }

  .spinner {
    width: 1.25em;
    height: 1.25em;
    flex: none;
    border: 0.16em solid color-mix(in srgb, currentcolor 30%, transparent);
    border-top-color: currentcolor;
    border-radius: 50%;
    animation: turn 900ms linear infinite;
  }

  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .spinner {
      border-style: dotted;
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .button,
    .round {
      border-color: ButtonText;
    }
  }
`;
