import { css } from 'lit';

export const shortcutsStyles = css`
  /* Until it is open there is nothing of it: a line below the call would make the page scroll. */
  :host {
    display: contents;
  }

  /* The focus is there first, so that a low screen shows the list from its beginning. */
  h2:focus {
    outline: none;
  }

  dl {
    display: grid;
    gap: 0.25rem;
    margin: 0 0 0.75rem;
  }

  dl > div {
    display: grid;
    grid-template-columns: minmax(4.5rem, auto) 1fr;
    gap: 0.75rem;
    align-items: center;
    min-height: 2.25rem;
  }

  .off kbd {
    opacity: 0.5;
  }

  dd {
    margin: 0;
  }

  kbd {
    display: inline-block;
    min-width: 2rem;
    padding: 0.125rem 0.5rem;
    border: 1px solid var(--_line);
    border-radius: 0.375rem;
    background: var(--_raised);
    font: inherit;
    font-weight: 600;
    text-align: center;
  }
`;
