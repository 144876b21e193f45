import { css } from 'lit';

export const endedStyles = css`
  :host {
    background: radial-gradient(60rem 30rem at 50% 115%, var(--_glow), transparent 70%) no-repeat, var(--_ground);
  }

  main {
    justify-items: center;
  }

  .column {
    gap: 1.25rem;
    justify-items: center;
    max-width: 34rem;
    text-align: center;
  }

  .sign {
    color: var(--_accent);
  }

  .text {
    font-size: 1.125em;
  }

  .row {
    justify-content: center;
    width: 100%;
    margin-top: 0.75rem;
  }

  .row > .button {
    flex: 0 1 auto;
    min-width: 12rem;
  }

  @media (max-width: 30rem) {
    .row > .button {
      flex-basis: 100%;
    }
  }
`;
