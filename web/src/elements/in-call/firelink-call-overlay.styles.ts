import { css } from 'lit';

export const callOverlayStyles = css`
  :host {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    padding: 5rem 1.5rem 6rem;
    pointer-events: none;
  }

  .card {
    display: grid;
    justify-items: center;
    gap: 0.875rem;
    max-width: 26rem;
    padding: 1.5rem 1.75rem;
    border-radius: var(--_radius-large);
    background: rgb(20 16 14 / 86%);
    text-align: center;
    pointer-events: auto;
  }

  p {
    margin: 0;
    text-wrap: balance;
  }

  .title {
    font-size: 1.25rem;
    font-weight: 700;
    line-height: 1.25;
  }

  .text {
    color: var(--_faint);
  }

  @container (max-height: 26rem) {
    :host {
      padding: 0.75rem 1.5rem 5.5rem;
    }

    .card {
      gap: 0.5rem;
      padding: 1rem 1.5rem;
    }

    .spinner {
      display: none;
    }
  }

  .spinner {
    width: 2rem;
    height: 2rem;
    color: var(--_accent);
  }
`;
