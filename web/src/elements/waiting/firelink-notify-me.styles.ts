import { css } from 'lit';

export const notifyMeStyles = css`
  :host {
    display: block;
  }

  .button {
    width: 100%;
  }

  p {
    display: flex;
    gap: 0.5rem;
    margin: 0;
    color: var(--_faint);
    font-size: 0.9375em;
    text-wrap: pretty;
  }

  p svg {
    margin-top: 0.1em;
    color: var(--_accent);
  }
`;
