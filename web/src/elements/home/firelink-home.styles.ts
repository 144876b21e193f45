import { css } from 'lit';

export const homeStyles = css`
  :host {
    background: radial-gradient(80rem 40rem at 85% 110%, var(--_glow), transparent 70%) no-repeat, var(--_ground);
  }

  main {
    grid-template-rows: auto 1fr auto;
    align-content: stretch;
  }

  .middle {
    display: grid;
    gap: 3rem;
    align-items: center;
  }

  .column {
    gap: 2rem;
    justify-items: start;
    max-width: 34rem;
  }

  h1 {
    font-size: clamp(2.25rem, 1.5rem + 3.4vw, 4rem);
    line-height: 1.06;
  }

  form {
    display: grid;
    gap: 0.5rem;
    width: 100%;
    max-width: 31rem;
    padding-top: 2rem;
    border-top: 1px solid var(--_line);
  }

  .hint {
    font-weight: 600;
  }

  label {
    font-size: 0.9375rem;
  }

  .row {
    flex-wrap: nowrap;
  }

  .row > .button {
    flex: none;
  }

  .starts {
    flex-wrap: wrap;
  }

  .problem {
    display: flex;
    gap: 0.5rem;
    color: light-dark(#b01722, #ff9d9d);
    font-size: 0.9375rem;
  }

  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.25rem 2rem;
  }

  ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem 2rem;
    margin: 0;
    padding: 0;
    list-style: none;
    color: var(--_faint);
    font-size: 0.9375rem;
  }

  li {
    display: flex;
    align-items: center;
    gap: 0.5rem;
  }

  li svg {
    color: var(--_accent);
  }

  .picture {
    display: none;
  }

  @media (min-width: 60rem) {
    .middle {
      grid-template-columns: minmax(0, 1.1fr) minmax(0, 1fr);
    }

    .picture {
      display: block;
      width: 100%;
      max-width: 40rem;
      height: auto;
      justify-self: end;
    }
  }

  @media (max-width: 30rem) {
    .starts,
    .starts .button {
      width: 100%;
    }
  }

  @media (max-height: 34rem) and (min-width: 40rem) {
    main {
      gap: 0.75rem;
    }

    .middle {
      grid-template-columns: minmax(0, 1fr);
    }

    .picture {
      display: none;
    }

    .column {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: 1.25rem 3rem;
      align-items: center;
      max-width: none;
    }

    h1 {
      font-size: 2rem;
    }

    form {
      grid-area: 1 / 2 / span 2;
      padding-top: 0;
      border-top: 0;
    }
  }
`;
