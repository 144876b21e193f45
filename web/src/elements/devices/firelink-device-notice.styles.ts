import { css } from 'lit';

export const deviceNoticeStyles = css`
  :host {
    display: grid;
    gap: 0.75rem;
  }

  .notice {
    display: flex;
    gap: 0.75rem;
    padding: 0.875rem 1rem;
    border-radius: var(--_radius);
    background: var(--_warning-ground);
    font-size: 0.9375em;
  }

  .notice svg {
    margin-top: 0.1em;
    color: var(--_warning);
  }

  p {
    margin: 0;
    text-wrap: pretty;
  }

  strong {
    display: block;
    color: var(--_warning);
  }

  /* Worth knowing, and nothing to be done about it. */
  .informational {
    background: var(--_raised);
  }

  .informational svg,
  .informational strong {
    color: var(--_ink);
  }

  button {
    display: block;
    color: var(--_warning);
  }
`;
