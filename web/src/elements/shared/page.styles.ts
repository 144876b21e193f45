import { css } from 'lit';

/**
 * The page that a screen outside of a conversation fills: on a phone one column, from a tablet on two. The lowest picture lets the
 * lobby show both its buttons on the smallest phone.
 */
export const page = css`
  :host {
    display: block;
    background: var(--_ground);
  }

  main {
    display: grid;
    gap: clamp(1.25rem, 4vmin, 3.5rem);
    align-content: center;
    width: 100%;
    max-width: 80rem;
    min-height: calc(100vh / var(--_zoom));
    min-height: calc(100dvh / var(--_zoom));
    margin-inline: auto;
    zoom: var(--_zoom);
    padding: calc(clamp(1rem, 4vmin, 3rem) + var(--_safe-top)) calc(clamp(1rem, 4vw, 3rem) + var(--_safe-right))
      calc(clamp(1rem, 4vmin, 3rem) + var(--_safe-bottom)) calc(clamp(1rem, 4vw, 3rem) + var(--_safe-left));
  }

  /* Without a picture beside the words. */
  main.alone {
    max-width: 40rem;
  }

  .brand {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    color: var(--_accent);
    font-size: 1.25rem;
    font-weight: 700;
    letter-spacing: -0.01em;
  }

  .brand span {
    color: var(--_ink);
  }

  h1 {
    margin: 0;
    font-size: clamp(1.625rem, 1.2rem + 2vw, 2.5rem);
    font-weight: 700;
    line-height: 1.15;
    letter-spacing: -0.015em;
    text-wrap: balance;
  }

  /* It takes the focus when its screen appears, so that a screen reader begins there: it is no control. */
  h1:focus {
    outline: none;
  }

  p {
    margin: 0;
    text-wrap: pretty;
  }

  .faint {
    color: var(--_faint);
  }

  .column {
    display: grid;
    gap: 1rem;
    align-content: center;
    min-width: 0;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem;
  }

  @media (min-width: 52rem) {
    main.two {
      grid-template-columns: minmax(0, 1.6fr) minmax(20rem, 1fr);
      grid-template-rows: auto 1fr;
      align-items: center;
      row-gap: 1rem;
    }

    main.two .brand {
      grid-column: 1 / -1;
    }

    main.two h1 {
      font-size: clamp(1.625rem, 1.1rem + 1.1vw, 2.75rem);
    }
  }

  /* On an upright phone the picture takes the height that the words leave, and the buttons lie under the thumb. */
  @media (max-width: 51.99rem) {
    main.two {
      grid-template-rows: minmax(clamp(9rem, 32vh, 14rem), 1fr) auto;
      align-content: stretch;
    }

    main.two .brand {
      display: none;
    }

    .row > .button {
      flex: 1 1 10rem;
    }
  }

  /* A phone on its side: what matters comes first, and stays within one height. */
  @media (max-height: 34rem) and (min-width: 40rem) {
    main {
      padding-block: calc(1rem + var(--_safe-top)) calc(1rem + var(--_safe-bottom));
    }

    main.two {
      grid-template-columns: minmax(0, 1.2fr) minmax(19rem, 1fr);
      grid-template-rows: 1fr;
      gap: 1.25rem;
      align-items: start;
    }

    main.two .brand {
      display: none;
    }

    main.two h1 {
      font-size: 1.375rem;
    }
  }
`;
